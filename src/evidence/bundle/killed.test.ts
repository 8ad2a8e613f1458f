import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, it } from "vitest";
import { createAppender } from "../ledger/appender.ts";
import { loadOrCreateKey } from "../signing/key.ts";
import { newBundle, temporaryFolder, tickingClock } from "../testing/sample.ts";
import { verifyBundle } from "../verify/verify.ts";
import { openBundle } from "./open.ts";
import { openBlobs, readBlob, readBundle } from "./read.ts";

const root = await temporaryFolder(afterAll);
const writer = join(import.meta.dirname, "../testing/endless-writer.ts");

/** Runs the endless writer and kills it without warning once it has confirmed this many entries. */
async function writeAndKill(dir: string, after: number): Promise<{ confirmed: number[]; error?: string }> {
  const child = spawn(process.execPath, [writer, dir], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  const confirmed: number[] = [];
  let error: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("!")) error = line.slice(1);
    if (line.startsWith("+")) confirmed.push(Number(line.slice(1)));
    if (confirmed.length >= after) child.kill("SIGKILL");
  }
  await ended;
  return error === undefined ? { confirmed } : { confirmed, error };
}

/** What the ledger holds of the writer's numbers. */
async function numbersIn(dir: string): Promise<number[]> {
  const numbers: number[] = [];
  const blobs = await openBlobs(dir);
  for await (const { type, body } of readBundle(dir)) {
    if (type !== "n") continue;
    numbers.push(body["n"] as number);
    if (body["ref"] !== undefined)
      expect(JSON.parse((await blobs.read(body["ref"] as never)).toString())).toMatchObject({
        n: body["n"],
      });
  }
  return numbers;
}

describe("a writer that is killed", () => {
  it("at 20 points loses nothing it confirmed, counts nothing twice, and its bundle verifies each time", async () => {
    const bundle = join(root, "killed/bundle");
    const { publicKey } = await loadOrCreateKey(join(root, "killed/workspace"));
    let before = 0;
    for (let kill = 0; kill < 20; kill += 1) {
      const { confirmed, error } = await writeAndKill(join(root, "killed"), 1 + ((kill * 37) % 41));
      expect(error).toBeUndefined();
      const numbers = await numbersIn(bundle);
      expect(numbers).toEqual(numbers.map((_, i) => i));
      expect(numbers.length).toBeGreaterThanOrEqual(Math.max(before, ...confirmed.map((n) => n + 1)));
      before = numbers.length;
      const { state, problems } = await verifyBundle(bundle, { key: publicKey });
      expect({ state, kinds: [...new Set(problems.map(({ kind }) => kind))] }).toEqual({
        state: "incomplete",
        kinds: ["incomplete"],
      });
    }
    const key = await loadOrCreateKey(join(root, "killed/workspace"));
    const { bundle: resumed } = await openBundle({ dir: bundle, clock: tickingClock(), key });
    await resumed.close();
    expect(await verifyBundle(bundle, { key: publicKey })).toMatchObject({ state: "intact", problems: [] });
  });
});

describe("a full disk", () => {
  it.skipIf(process.platform !== "linux")(
    "refuses every waiting append, and takes nothing more",
    async () => {
      const file = await open("/dev/full", "w");
      const appender = createAppender({ file, path: "/dev/full", size: 0 });
      const waiting = [1, 2, 3].map((n) => appender.append(Buffer.from(`${n}\n`)));
      for (const one of await Promise.allSettled(waiting))
        expect(one).toMatchObject({ status: "rejected", reason: { code: "EVIDENCE_DISK_FULL", exit: 3 } });
      await expect(appender.append(Buffer.from("4\n"))).rejects.toMatchObject({ code: "EVIDENCE_DISK_FULL" });
      await file.close();
    },
  );

  it.skipIf(process.platform === "win32")(
    "stops a run with its own error and keeps what was confirmed",
    async () => {
      const dir = join(root, "full");
      // No file of this process may grow beyond 32 KiB; without the trap the signal would end it.
      const child = spawn(
        "bash",
        ["-c", 'trap "" XFSZ; ulimit -f 32; exec "$0" "$@"', process.execPath, writer, dir],
        {
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      const lines: string[] = [];
      for await (const line of createInterface({ input: child.stdout })) lines.push(line);
      expect(lines.at(-1)).toBe("!EVIDENCE_DISK_FULL");
      const confirmed = lines.filter((line) => line.startsWith("+")).map((line) => Number(line.slice(1)));
      expect(confirmed.length).toBeGreaterThan(20);
      const numbers = await numbersIn(join(dir, "bundle"));
      expect(numbers.slice(0, confirmed.length)).toEqual(confirmed);
      expect((await verifyBundle(join(dir, "bundle"))).state).toBe("incomplete");
      await rm(join(dir, "bundle/lock"), { force: true });
    },
  );
});

it.skipIf(process.getuid?.() !== 0)(
  "a folder that belongs to somebody else is said not to be writable",
  async () => {
    const dir = join(root, "foreign");
    await mkdir(dir, { mode: 0o755 });
    await chmod(root, 0o755);
    const child = spawn(process.execPath, [writer, dir, "65534"], { stdio: ["ignore", "pipe", "inherit"] });
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) lines.push(line);
    expect(lines).toEqual(["!EVIDENCE_NOT_WRITABLE"]);
    expect(await readdir(dir)).toEqual([]);
  },
);

it("appends that wait together share a sync", async () => {
  const path = join(root, "shared");
  const file = await open(path, "w");
  let groups = 0;
  const appender = createAppender({
    file,
    path,
    size: 0,
    async before() {
      groups += 1;
    },
  });
  await Promise.all(Array.from({ length: 1000 }, (_, i) => appender.append(Buffer.from(`${i}\n`))));
  expect(groups).toBeLessThanOrEqual(2);
  await file.close();
});

it("an entry is confirmed only after the blobs put before it can be read", async () => {
  const dir = join(root, "blobs");
  const bundle = await newBundle(dir);
  const refs = await Promise.all(
    Array.from({ length: 200 }, (_, i) => bundle.putBlob({ i }, "application/json")),
  );
  await bundle.append("a", { refs });
  for (const [i, ref] of refs.entries()) expect((await readBlob(dir, ref)).toString()).toBe(`{"i":${i}}`);
  await bundle.close();
});
