import { rename, rm, writeFile } from "node:fs/promises";
import { cliErrors } from "./errors.ts";

/** All of the file or nothing of it: written beside and moved into place. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(beside, text);
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw cliErrors.unwritableOutput(
      `${path} could not be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { file: path },
      { cause },
    );
  }
}
