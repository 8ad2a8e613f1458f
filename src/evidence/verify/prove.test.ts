import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { SignedCheckpoint } from "../signing/checkpoint.ts";
import { createKey } from "../signing/key.ts";
import { newBundle, sampleKey, temporaryFolder } from "../testing/sample.ts";
import { entryIsProven, growthIsProven, proveEntry, proveGrowth } from "./prove.ts";

const root = await temporaryFolder(afterAll);
const dir = join(root, "bundle");
const bundle = await newBundle(dir);
const checkpoints: SignedCheckpoint[] = [];
for (let i = 0; i < 11; i += 1) {
  await bundle.append("n", { i });
  if (i % 4 === 0) checkpoints.push(await bundle.checkpoint());
}
await bundle.close();
const key = sampleKey.publicKey;

it("any entry can be shown alone, and no other line, place or key will do", async () => {
  const lines = (await readFile(join(dir, "ledger.jsonl"), "utf8")).split("\n");
  for (let seq = 0; seq < 12; seq += 1) {
    const proof = await proveEntry(dir, seq);
    expect(proof.line).toBe(lines[seq]);
    expect(proof.path.length).toBeLessThanOrEqual(4);
    expect(entryIsProven(proof, key)).toBe(true);
    expect(entryIsProven(proof, createKey().publicKey)).toBe(false);
    expect(
      entryIsProven({ ...proof, line: proof.line.replace('"n"', '"m"').replace('"at"', '"aT"') }, key),
    ).toBe(false);
    expect(entryIsProven({ ...proof, seq: (seq + 1) % 12 }, key)).toBe(false);
    expect(entryIsProven({ ...proof, path: [...proof.path, "00"] }, key)).toBe(false);
  }
  await expect(proveEntry(dir, 12)).rejects.toMatchObject({ code: "EVIDENCE_NO_CHECKPOINT", exit: 3 });
});

it("a ledger can show that it only grew, without showing a single entry", async () => {
  const [first, second, third] = checkpoints;
  const proof = await proveGrowth(dir, 5, 9);
  expect(growthIsProven(second!, third!, proof, key)).toBe(true);
  expect(growthIsProven(first!, third!, proof, key)).toBe(false);
  expect(growthIsProven(second!, third!, proof.slice(1), key)).toBe(false);
  expect(growthIsProven(second!, third!, proof, createKey().publicKey)).toBe(false);
});
