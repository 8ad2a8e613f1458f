import { bunzip2 } from "../../../formats/index.ts";
import { compressedFormat } from "../compressed/compressed-format.ts";

/** `BZh`, a digit, and the first block or the end of an empty stream. */
function begins(head: Uint8Array): boolean {
  const [b, z, h, level = 0, first, second] = head;
  const isBlock = (first === 0x31 && second === 0x41) || (first === 0x17 && second === 0x72);
  return b === 0x42 && z === 0x5a && h === 0x68 && level >= 0x31 && level <= 0x39 && isBlock;
}

export const format = compressedFormat({
  id: "bz2",
  title: "bzip2",
  about: "Anything packed by bzip2, by joblib and pandas among others.",
  extensions: [".bz2", ".tbz2"],
  recognise: ({ head }) => (begins(head) ? "certain" : undefined),
  begins,
  unpack: bunzip2,
});
