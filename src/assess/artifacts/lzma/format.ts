import { unlzmaAlone } from "../../../formats/index.ts";
import { compressedFormat, unpacksSoFar } from "../compressed/compressed-format.ts";

/** It has no magic number: properties that all writers use, a dictionary of a round size, a size that can be. */
function begins(head: Uint8Array): boolean {
  if (head.length < 13 || (head[0] ?? 255) >= 225) return false;
  const view = new DataView(head.buffer, head.byteOffset, 13);
  const dictionary = view.getUint32(1, true);
  const isRound = dictionary >= 4096 && [1, 3].some((odd) => Number.isInteger(Math.log2(dictionary / odd)));
  const size = view.getBigUint64(5, true);
  return isRound && (size === 0xffff_ffff_ffff_ffffn || size < 2n ** 40n);
}

export const format = compressedFormat({
  id: "lzma",
  title: "LZMA",
  about: "Files of the old .lzma kind, which joblib writes too.",
  extensions: [".lzma"],
  recognise: async ({ head, source }) =>
    begins(head) && (await unpacksSoFar(source, unlzmaAlone)) ? "certain" : undefined,
  begins: () => false,
  unpack: unlzmaAlone,
});
