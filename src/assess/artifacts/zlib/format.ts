import { inflateZlib } from "../../../formats/index.ts";
import { compressedFormat, unpacksSoFar } from "../compressed/compressed-format.ts";

/** Deflate with a window of up to 32 KiB, and a checksum over the two bytes (RFC 1950, 2.2). */
function begins([method = 0, flags = 0]: Uint8Array): boolean {
  return (
    (method & 0x0f) === 8 && method >> 4 <= 7 && (method * 256 + flags) % 31 === 0 && (flags & 0x20) === 0
  );
}

export const format = compressedFormat({
  id: "zlib",
  title: "zlib",
  about: "What joblib writes with `compress=True`.",
  extensions: [".z", ".zlib"],
  recognise: async ({ head, source }) =>
    source.size > 7 && begins(head) && (await unpacksSoFar(source, inflateZlib)) ? "certain" : undefined,
  begins: () => false,
  unpack: inflateZlib,
});
