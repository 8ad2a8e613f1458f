import { createReadStream } from "node:fs";
import { parseCanaryFile, type CanaryFile } from "../../assess/leakage/index.ts";
import { readTextBounded } from "../../formats/index.ts";
import { canariesErrors } from "./errors.ts";

const mostBytes = 256 * 2 ** 20;

/** Reads what `bartizan canary plan` wrote. @throws CANARIES_UNREADABLE, LEAKAGE_DATA_UNFIT, FORMATS_* */
export async function readCanaryFile(file: string): Promise<CanaryFile> {
  const text = await readTextBounded(file, mostBytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw canariesErrors.unreadable(`${file} is not JSON.`, { file });
  }
  return parseCanaryFile(value);
}

/** The bytes of a file, as they come. @throws CANARIES_UNREADABLE */
export async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }))
      // Safe: a stream without an encoding gives bytes.
      yield chunk as Uint8Array;
  } catch (cause) {
    throw canariesErrors.unreadable(
      `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { file },
      { cause },
    );
  }
}
