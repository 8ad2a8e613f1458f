import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../contracts/index.ts";
import { createBundle, type CreateOptions } from "../bundle/create.ts";
import type { BundleWriter } from "../bundle/writer.ts";
import { createKey, type SigningKey } from "../signing/key.ts";

/** A clock that moves one second a look, so that every time in a bundle is its own. */
export function tickingClock(start = Date.parse("2026-03-01T08:00:00.000Z")): Clock {
  let now = start;
  return {
    now: () => (now += 1000),
    sleep: async (ms) => {
      now += ms;
    },
  };
}

/** A temporary folder that is removed when the test file ends. */
export async function temporaryFolder(after: (clean: () => Promise<void>) => void): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "bartizan-evidence-"));
  after(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

export const sampleKey: SigningKey = createKey();

export const sampleHeader = (id: string): CreateOptions["header"] => ({
  kind: "run",
  id,
  tool: { name: "bartizan", version: "0.0.0-test" },
  about: { system: "fintech", note: "ünïcode" },
});

/** A new bundle with the sample key and clock. */
export const newBundle = (dir: string, options: Partial<CreateOptions> = {}): Promise<BundleWriter> =>
  createBundle({ dir, clock: tickingClock(), key: sampleKey, header: sampleHeader("r1"), ...options });

/** Entries 0 to 6, checkpoints at 3 and 6, blobs at entries 2 and 5; closed adds entry 7 and a checkpoint at 8. */
export async function writeSample(
  dir: string,
  { closed, ...options }: Partial<CreateOptions> & { readonly closed: boolean },
): Promise<void> {
  const bundle = await newBundle(dir, options);
  await bundle.append("run.planned", { cases: 6, name: "sample – ä" });
  await bundle.append("trial.finished", { case: "a", outcome: "held" });
  await bundle.append("trial.finished", {
    case: "b",
    transcript: await bundle.putBlob({ text: "one" }, "application/json"),
  });
  await bundle.checkpoint();
  await bundle.append("trial.finished", { case: "c", outcome: "held" });
  await bundle.append("trial.finished", { case: "d", outcome: "breached" });
  await bundle.append("trial.finished", {
    case: "e",
    deep: [{ transcript: await bundle.putBlob(Buffer.from("two"), "text/plain") }],
  });
  await bundle.checkpoint();
  await bundle.append("check.decided", { verdict: "fail" });
  if (closed) await bundle.close({ verdict: "fail" });
  else await bundle.append("run.note", { text: "not closed" });
  if (!closed) await abandon(bundle);
}

/** Lets go of a bundle the way a killed process does, as far as one process can: nothing is signed or closed. */
async function abandon(bundle: BundleWriter): Promise<void> {
  await rm(join(bundle.dir, "lock"), { force: true });
  // Without its lock it may write nothing more; this only closes its files.
  await bundle.release().catch(() => undefined);
}

export const copyOf = async (from: string, to: string): Promise<string> => {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
  return to;
};
