import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isLocked } from "../bundle/standing.ts";
import { originOf } from "../signing/checkpoint.ts";
import { newBundle, sampleKey, temporaryFolder, tickingClock, writeSample } from "../testing/sample.ts";
import { verifyBundle } from "../verify/verify.ts";
import { exportCheckpoint, fileWitness, readCheckpointFile } from "../witness/witness.ts";
import { openWorkspaceLedger, readWorkspaceEntries } from "./workspace.ts";

const root = await temporaryFolder(afterAll);
const tool = { name: "bartizan", version: "0" };
const open = (dir: string, clock = tickingClock()) =>
  openWorkspaceLedger({ dir, clock, key: sampleKey, tool });
const typesIn = async (dir: string): Promise<string[]> => {
  const types: string[] = [];
  for await (const entry of readWorkspaceEntries(dir)) types.push(entry.type);
  return types;
};

describe("the workspace ledger", () => {
  it("is made at first use, goes on where it was left, and is intact though never closed", async () => {
    const dir = join(root, "w1");
    expect(await typesIn(dir)).toEqual([]);
    for (const type of ["run.registered", "triage.set", "evidence.imported"]) {
      const ledger = await open(dir);
      expect(await isLocked(dir)).toBe(true);
      await ledger.append(type, {});
      await ledger.release();
      expect(await isLocked(dir)).toBe(false);
    }
    expect(await typesIn(dir)).toEqual(["run.registered", "triage.set", "evidence.imported"]);
    expect(await verifyBundle(dir, { key: sampleKey.publicKey })).toMatchObject({
      state: "intact",
      kind: "workspace",
    });
  });

  it("loses its last act and is altered, as every release signs", async () => {
    const dir = join(root, "w1");
    const path = join(dir, "ledger.jsonl");
    const whole = await readFile(path, "utf8");
    await writeFile(path, whole.split("\n").slice(0, 2).join("\n") + "\n");
    expect((await verifyBundle(dir)).problems).toMatchObject([{ kind: "cut", entry: 2 }]);
    await writeFile(path, whole);
  });

  it("lets others wait for their turn, also those of other processes", async () => {
    const dir = join(root, "w2");
    const clock = {
      now: () => Date.now(),
      sleep: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
    };
    const one = async (n: number): Promise<void> => {
      const ledger = await open(dir, clock);
      await ledger.append("n", { n });
      await ledger.release();
    };
    const script = `
      import { openWorkspaceLedger, loadOrCreateKey } from ${JSON.stringify(join(import.meta.dirname, "../index.ts"))};
      import { createPrivateKey, createPublicKey } from "node:crypto";
      const privateKey = createPrivateKey(process.env.PEM);
      const clock = { now: () => Date.now(), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) };
      for (let n = 100; n < 105; n += 1) {
        const ledger = await openWorkspaceLedger({ dir: ${JSON.stringify(dir)}, clock, tool: { name: "b", version: "0" },
          key: { privateKey, publicKey: createPublicKey(privateKey), fingerprint: process.env.FINGERPRINT } });
        await ledger.append("n", { n });
        await ledger.release();
      }`;
    const env = {
      ...process.env,
      PEM: sampleKey.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      FINGERPRINT: sampleKey.fingerprint,
    };
    const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
      env,
      stdio: "inherit",
    });
    const ended = once(child, "close");
    await Promise.all([0, 1, 2, 3, 4].map(one));
    expect((await ended)[0]).toBe(0);
    expect(await typesIn(dir)).toHaveLength(10);
    expect((await verifyBundle(dir)).state).toBe("intact");
  });

  it("gives up after a while when nobody lets go", async () => {
    const dir = join(root, "w3");
    const held = await open(dir);
    await expect(open(dir)).rejects.toMatchObject({ code: "EVIDENCE_IN_USE" });
    await held.release();
  });
});

describe("a witness", () => {
  it("keeps checkpoints that prove later that nothing before them was changed", async () => {
    const dir = join(root, "run");
    const kept = join(root, "kept.txt");
    const witness = fileWitness(kept);
    const bundle = await newBundle(dir);
    for (let i = 0; i < 3; i += 1) {
      await bundle.append("n", { i });
      await witness.publish(await bundle.checkpoint());
    }
    await bundle.close();
    const checkpoints = await readCheckpointFile(kept);
    expect(checkpoints.map(({ size, origin }) => [size, origin])).toEqual(
      [1, 2, 3].map((n) => [n, originOf("run", "r1")]),
    );
    expect(await verifyBundle(dir, { checkpoints })).toMatchObject({ state: "intact" });
    expect((await exportCheckpoint(dir)).size).toBe(4);
  });

  it("is refused when its file holds something else, with the line", async () => {
    const dir = join(root, "sample");
    await writeSample(dir, { closed: true });
    const { note } = await exportCheckpoint(dir);
    const file = join(root, "bad.txt");
    await writeFile(file, note.trimEnd());
    expect(await readCheckpointFile(file)).toHaveLength(1);
    for (const [text, line] of [
      [`${note}garbage\n`, 9],
      [note.replace("head ", "heads "), 8],
      ["\n", 1],
    ] as const) {
      await writeFile(file, text);
      await expect(readCheckpointFile(file)).rejects.toMatchObject({
        code: "EVIDENCE_BAD_CHECKPOINT",
        place: { line },
      });
    }
    await expect(readCheckpointFile(join(root, "none"))).rejects.toMatchObject({
      code: "EVIDENCE_UNREADABLE",
    });
  });
});
