import { unxz } from "../../../formats/index.ts";
import { compressedFormat } from "../compressed/compressed-format.ts";

const magic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
const begins = (head: Uint8Array): boolean => magic.every((byte, i) => head[i] === byte);

export const format = compressedFormat({
  id: "xz",
  title: "xz",
  about: "Anything packed by xz, by joblib and pandas among others.",
  extensions: [".xz", ".txz"],
  recognise: ({ head }) => (begins(head) ? "certain" : undefined),
  begins,
  unpack: unxz,
  padding: "zeros",
});
