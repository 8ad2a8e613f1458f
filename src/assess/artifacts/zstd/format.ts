import { unzstd } from "../../../formats/index.ts";
import { compressedFormat } from "../compressed/compressed-format.ts";

const begins = ([a, b, c, d]: Uint8Array): boolean => a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd;

export const format = compressedFormat({
  id: "zstd",
  title: "Zstandard",
  about: "Anything packed by zstd.",
  extensions: [".zst", ".zstd"],
  recognise: ({ head }) => (begins(head) ? "certain" : undefined),
  begins,
  unpack: unzstd,
});
