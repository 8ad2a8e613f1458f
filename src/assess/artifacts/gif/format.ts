import { ByteReader, FormatFault, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";

const labels: Readonly<Record<number, string>> = {
  0x01: "text",
  0xf9: "settings of a picture",
  0xfe: "comment",
  0xff: "application data",
};

/** A picture beside a model: blocks, each of short parts with their lengths, up to the one byte that ends it. */
export const format: ArtifactFormat = {
  id: "gif",
  title: "a GIF picture",
  about: "A picture or animation in blocks (`.gif`), such as model cards show. Each block is walked.",
  extensions: [],
  rules: [],
  recognise: ({ head }) =>
    /^GIF8[79]a/.test(Buffer.from(head.subarray(0, 6)).toString("latin1")) ? "certain" : undefined,
  async examine(source: ByteSource, examination: Examination) {
    const reader = new ByteReader(source, 10);
    const settings = await reader.u8();
    reader.skip(2);
    skipColours(reader, settings);
    examination.claim(0, reader.position, "header");
    for (;;) {
      examination.signal.throwIfAborted();
      const start = reader.position;
      const kind = await reader.u8();
      if (kind === 0x3b) {
        examination.claim(start, reader.position, "end");
        return;
      }
      if (kind === 0x2c) {
        reader.skip(8);
        skipColours(reader, await reader.u8());
        const codeSize = await reader.u8();
        if (codeSize < 1 || codeSize > 11)
          throw new FormatFault("malformed", "a picture of impossible codes", start);
        await skipParts(reader, examination);
        examination.claim(start, reader.position, "picture");
        continue;
      }
      const label = kind === 0x21 ? labels[await reader.u8()] : undefined;
      if (label === undefined) throw new FormatFault("unsupported", `a block of unknown kind ${kind}`, start);
      await skipParts(reader, examination);
      examination.claim(start, reader.position, label);
    }
  },
};

/** A table of colours where bit 7 says so: three bytes for each of 2 to 256. */
function skipColours(reader: ByteReader, settings: number): void {
  if ((settings & 0x80) !== 0) reader.skip(3 * 2 ** ((settings & 7) + 1));
}

async function skipParts(reader: ByteReader, examination: Examination): Promise<void> {
  for (let count = 1; ; count++) {
    if (count % 1024 === 0) examination.signal.throwIfAborted();
    const size = await reader.u8();
    if (size === 0) return;
    reader.skip(size);
  }
}
