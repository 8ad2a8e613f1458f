import { rename, rm, writeFile } from "node:fs/promises";
import { appErrors } from "../errors.ts";

/**
 * Writes a file whole or not at all.
 * @throws APP_UNWRITABLE_FILE
 */
export async function writeOutput(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text);
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw appErrors.unwritableFile(`${file} cannot be written: ${why}.`, { file }, { cause });
  }
}
