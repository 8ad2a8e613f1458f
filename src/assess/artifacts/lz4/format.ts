import { lz4LegacyMagic, lz4Magic, unlz4 } from "../../../formats/index.ts";
import { compressedFormat } from "../compressed/compressed-format.ts";

function begins(head: Uint8Array): boolean {
  if (head.length < 4) return false;
  const magic = new DataView(head.buffer, head.byteOffset, 4).getUint32(0, true);
  return magic === lz4Magic || magic === lz4LegacyMagic;
}

export const format = compressedFormat({
  id: "lz4",
  title: "LZ4 frame",
  about: "Anything packed by lz4, by joblib among others.",
  extensions: [".lz4"],
  recognise: ({ head }) => (begins(head) ? "certain" : undefined),
  begins,
  unpack: unlz4,
});
