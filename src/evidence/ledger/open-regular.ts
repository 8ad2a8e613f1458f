import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";

// A bundle may come from anywhere: a link could lead out of it, a pipe would never end.
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Opens a file for reading if it is a plain file. @throws a system error, with code `EINVAL` where it is none */
export async function openRegular(path: string): Promise<FileHandle> {
  const file = await open(path, flags);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  const error: NodeJS.ErrnoException = new Error(`${path} is not a plain file`);
  error.code = "EINVAL";
  error.syscall = "open";
  throw error;
}
