import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { open } from "node:fs/promises";
import { formatsErrors } from "../errors.ts";

/**
 * Reads a regular file of at most `maxBytes` bytes. The size is looked at before anything is read, and
 * again while reading, because files grow. A pipe or device is refused without waiting for it.
 *
 * @throws FORMATS_NOT_FOUND, FORMATS_NOT_A_FILE, FORMATS_UNREADABLE, FORMATS_TOO_LARGE
 * @example const bytes = await readBounded("system.yaml", 5_000_000);
 */
export async function readBounded(path: string, maxBytes: number): Promise<Uint8Array> {
  const place = { file: path };
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
    throw openFailure(path, cause);
  });
  try {
    const { size, isRegular } = await handle
      .stat()
      .then((stat) => ({ size: stat.size, isRegular: stat.isFile() }));
    if (!isRegular) throw formatsErrors.notAFile(`${path} is not a regular file.`, place);
    if (size > maxBytes) throw tooLarge(path, `${size} bytes`, maxBytes);
    const chunks: Uint8Array[] = [];
    let total = 0;
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(64 * 1024), 0, 64 * 1024, total);
      if (bytesRead === 0) return Buffer.concat(chunks, total);
      total += bytesRead;
      if (total > maxBytes) throw tooLarge(path, `more than ${maxBytes} bytes`, maxBytes);
      chunks.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

/** `readBounded`, waiting: for the packs that ship with the program and are read once at the start. */
export function readBoundedSync(path: string, maxBytes: number): Uint8Array {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    throw openFailure(path, cause);
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw formatsErrors.notAFile(`${path} is not a regular file.`, { file: path });
    if (stat.size > maxBytes) throw tooLarge(path, `${stat.size} bytes`, maxBytes);
    const chunks: Uint8Array[] = [];
    let total = 0;
    for (;;) {
      const buffer = Buffer.allocUnsafe(64 * 1024);
      const bytesRead = readSync(descriptor, buffer, 0, buffer.length, total);
      if (bytesRead === 0) return Buffer.concat(chunks, total);
      total += bytesRead;
      if (total > maxBytes) throw tooLarge(path, `more than ${maxBytes} bytes`, maxBytes);
      chunks.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * UTF-8 bytes as text, without a byte order mark. Bytes that are not UTF-8 are refused, not replaced:
 * a replaced character would change what a digest speaks of.
 *
 * @throws FORMATS_NOT_TEXT
 */
export function decodeText(bytes: Uint8Array, file?: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    const message = wide ? "The file is UTF-16, not UTF-8." : "The file holds bytes that are not UTF-8.";
    throw formatsErrors.notText(message, file === undefined ? {} : { file }, { cause });
  }
}

/** `readBounded` and `decodeText` in one step. */
export async function readTextBounded(path: string, maxBytes: number): Promise<string> {
  return decodeText(await readBounded(path, maxBytes), path);
}

const tooLarge = (path: string, size: string, maxBytes: number): Error =>
  formatsErrors.tooLarge(`${path} has ${size}; the limit is ${maxBytes}.`, { file: path });

function openFailure(path: string, cause: unknown): Error {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  const place = { file: path };
  if (code === "ENOENT" || code === "ENOTDIR")
    return formatsErrors.notFound(`${path} does not exist.`, place, { cause });
  if (code === "EISDIR" || code === "ENXIO")
    return formatsErrors.notAFile(`${path} is not a regular file.`, place, { cause });
  return formatsErrors.unreadable(`${path} cannot be opened (${String(code)}).`, place, { cause });
}
