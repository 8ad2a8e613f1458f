import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";

const decoders = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

export type Decompressed =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly why: "too-large" | "unknown" | "broken" };

/**
 * Undoes one `Content-Encoding`. Never makes more than `most` bytes: a small body that grows without end
 * (a compression bomb) is given up as soon as it passes the bound. More than one encoding is not taken.
 */
export async function decompress(
  bytes: Buffer,
  encoding: string | undefined,
  most: number,
): Promise<Decompressed> {
  const name = (encoding ?? "").trim().toLowerCase();
  if (name === "" || name === "identity") return { ok: true, bytes };
  if (!Object.hasOwn(decoders, name)) return { ok: false, why: "unknown" };
  try {
    // Safe: `name` is an own key of `decoders`.
    const decoded = await decoders[name as keyof typeof decoders](bytes, { maxOutputLength: most });
    return { ok: true, bytes: decoded };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return { ok: false, why: code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : "broken" };
  }
}
