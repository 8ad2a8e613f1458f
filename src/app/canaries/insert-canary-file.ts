import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { withCanaries } from "../../assess/leakage/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { appErrors } from "../errors.ts";
import { chunksOf, readCanaryFile } from "./canary-files.ts";

/**
 * Writes training data anew with the canaries in it. The data is streamed, and the file is there whole or not at all.
 *
 * @returns lines of canaries that were put in
 * @throws LEAKAGE_DATA_UNFIT where the data is not what was planned for, CANARIES_UNREADABLE, APP_UNWRITABLE_FILE
 */
export async function insertCanaryFile(request: {
  readonly plan: string;
  readonly data: string;
  readonly out: string;
  readonly signal: AbortSignal;
}): Promise<number> {
  const { plan, documents, shape } = await readCanaryFile(request.plan);
  const draft = `${request.out}.${process.pid}.tmp`;
  try {
    await pipeline(
      Readable.from(withCanaries(chunksOf(request.data), plan, documents, shape), { objectMode: true }),
      createWriteStream(draft),
      { signal: request.signal },
    );
    await rename(draft, request.out);
  } catch (cause) {
    await rm(draft, { force: true });
    if (cause instanceof BartizanError || request.signal.aborted) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw appErrors.unwritableFile(
      `${request.out} cannot be written: ${why}.`,
      { file: request.out },
      { cause },
    );
  }
  return plan.insertions.length;
}
