import { crc32 } from "node:zlib";
import { ByteReader, FormatFault, visibleText, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";

const magic = "\x89PNG\r\n\x1a\n";
const longestChunk = 64 * 1024 * 1024;
/** Chunks of the standard, of its extensions, and of animations. Of others nobody says what they are. */
const known = new Set(
  "IHDR PLTE IDAT IEND cHRM cICP gAMA iCCP mDCV cLLI sBIT sRGB bKGD hIST tRNS eXIf pHYs sPLT tIME iTXt tEXt zTXt acTL fcTL fdAT oFFs pCAL sCAL sTER vpAg orNT".split(
    " ",
  ),
);

/** A picture beside a model: chunks, each with its length and check sum, up to the one that ends it. */
export const format: ArtifactFormat = {
  id: "png",
  title: "a PNG picture",
  about: "A picture in chunks (`.png`), such as model cards show. Each chunk and its check sum is walked.",
  extensions: [],
  rules: [],
  recognise: ({ head }) =>
    Buffer.from(head.subarray(0, 8)).toString("latin1") === magic ? "certain" : undefined,
  async examine(source: ByteSource, examination: Examination) {
    examination.claim(0, 8, "mark");
    const reader = new ByteReader(source, 8, false);
    for (let count = 0; ; count++) {
      if (count % 1024 === 0) examination.signal.throwIfAborted();
      const start = reader.position;
      const size = await reader.u32();
      if (size > longestChunk) throw new FormatFault("too-large", `a chunk of ${size} bytes`, start);
      const content = Buffer.from(await reader.bytes(4 + size));
      const type = content.toString("latin1", 0, 4);
      if (crc32(content) !== (await reader.u32()))
        throw new FormatFault("malformed", "a chunk with another check sum than its own", start);
      if ((count === 0) !== (type === "IHDR") || (type === "IEND" && size > 0))
        throw new FormatFault("malformed", "chunks out of order", start);
      if (!known.has(type))
        throw new FormatFault("unsupported", `a chunk of the unknown type ${visibleText(type)}`, start);
      examination.claim(start, reader.position, type);
      if (type === "IEND") return;
    }
  },
};
