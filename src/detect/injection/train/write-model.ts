import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelDescription } from "../model/index.ts";

/** Writes `model.json` and `weights.bin`; each file is whole or not there. */
export function writeModel(folder: string, description: ModelDescription, weights: Int8Array): void {
  mkdirSync(folder, { recursive: true });
  const put = (name: string, content: string | Uint8Array): void => {
    writeFileSync(join(folder, `${name}.new`), content);
    renameSync(join(folder, `${name}.new`), join(folder, name));
  };
  put("weights.bin", new Uint8Array(weights.buffer, weights.byteOffset, weights.length));
  put("model.json", `${JSON.stringify(description, null, 2)}\n`);
}

/** The tables of both heads in the order of `weights.bin`. */
export function joinWeights(parts: readonly Int8Array[]): Int8Array {
  const all = new Int8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
