import { ByteReader, FormatFault, visibleText, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";

const known = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP", "EXIF", "XMP "]);

/** A picture beside a model: a RIFF file whose chunks are those of WebP. */
export const format: ArtifactFormat = {
  id: "webp",
  title: "a WebP picture",
  about: "A picture in chunks of RIFF (`.webp`), such as model cards show. Each chunk is walked.",
  extensions: [],
  rules: [],
  recognise: ({ head }) => {
    const start = Buffer.from(head.subarray(0, 12)).toString("latin1");
    return start.startsWith("RIFF") && start.endsWith("WEBP") ? "certain" : undefined;
  },
  async examine(source: ByteSource, examination: Examination) {
    const reader = new ByteReader(source, 4);
    const end = 8 + (await reader.u32());
    if (end > source.size) throw new FormatFault("truncated", "the picture ends before its end", 4);
    examination.claim(0, 12, "mark");
    reader.skip(4);
    for (let count = 0; reader.position < end; count++) {
      if (count % 1024 === 0) examination.signal.throwIfAborted();
      const start = reader.position;
      const type = Buffer.from(await reader.bytes(4)).toString("latin1");
      const size = await reader.u32();
      if (!known.has(type))
        throw new FormatFault("unsupported", `a chunk of the unknown type ${visibleText(type)}`, start);
      if (start + 8 + size > end) throw new FormatFault("truncated", "a chunk beyond the picture", start);
      reader.skip(size);
      // Chunks are padded to whole pairs of bytes.
      if (size % 2 === 1 && (await reader.u8()) !== 0)
        throw new FormatFault("malformed", "padding that is not zero", start);
      examination.claim(start, reader.position, type.trim());
    }
  },
};
