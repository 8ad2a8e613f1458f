import { BartizanError } from "../../errors/index.ts";
import { evidenceErrors } from "../errors.ts";

/** The catalogue error behind a failed write: disk full, no permission, or something else. */
export function writeFailure(cause: unknown, file: string): BartizanError {
  if (cause instanceof BartizanError) return cause;
  const code = (cause as NodeJS.ErrnoException | null)?.code ?? "";
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return evidenceErrors.diskFull(`There is no space left to write ${file}.`, { file }, { cause });
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOTDIR":
      return evidenceErrors.notWritable(`${file} cannot be written (${code}).`, { file }, { cause });
    default:
      return evidenceErrors.writeFailed(
        `Writing ${file} failed (${code || String(cause)}).`,
        { file },
        { cause },
      );
  }
}
