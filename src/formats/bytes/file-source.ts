import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { formatsErrors } from "../errors.ts";
import type { ByteSource } from "./byte-source.ts";

/**
 * A regular file, of any size, read in the pieces that are asked for. A file that changes while it is
 * examined is an error: a verdict about half of one file and half of another is none.
 *
 * @throws FORMATS_NOT_FOUND, FORMATS_NOT_A_FILE, FORMATS_UNREADABLE; FORMATS_CHANGED from `read`
 * @example const source = await fileSource("model.safetensors");
 */
export async function fileSource(path: string): Promise<ByteSource> {
  const place = { file: path };
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw formatsErrors.notFound(`${path} does not exist.`, place, { cause });
    if (code === "EISDIR" || code === "ENXIO")
      throw formatsErrors.notAFile(`${path} is not a regular file.`, place, { cause });
    throw formatsErrors.unreadable(`${path} cannot be opened (${String(code)}).`, place, { cause });
  });
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    throw formatsErrors.notAFile(`${path} is not a regular file.`, place);
  }
  const { size, mtimeMs } = stat;
  const changed = (): Error => formatsErrors.changed(`${path} changed while it was examined.`, place);
  const fill = async (target: Uint8Array, from: number, want: number): Promise<void> => {
    for (let got = 0; got < want;) {
      const { bytesRead } = await handle.read(target, got, want - got, from + got);
      if (bytesRead === 0) throw changed();
      got += bytesRead;
    }
  };
  return {
    size,
    async read(offset, length) {
      const from = Math.min(Math.max(0, offset), size);
      const want = Math.min(Math.max(0, length), size - from);
      const buffer = Buffer.allocUnsafeSlow(want);
      await fill(buffer, from, want);
      return buffer;
    },
    async readInto(target, offset) {
      const from = Math.min(Math.max(0, offset), size);
      const want = Math.min(target.length, size - from);
      await fill(target, from, want);
      return want;
    },
    async close() {
      const now = await handle.stat();
      await handle.close();
      if (now.size !== size || now.mtimeMs !== mtimeMs) throw changed();
    },
  };
}
