import { ByteReader, FormatFault, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";

const window = 64 * 1024;
/** Marks without a length: restarts, start and end of the picture, and one of arithmetic coding. */
const isBare = (mark: number): boolean => (mark >= 0xd0 && mark <= 0xd9) || mark === 0x01;

/** A picture beside a model: segments with their lengths, and the coded picture up to its end mark. */
export const format: ArtifactFormat = {
  id: "jpeg",
  title: "a JPEG picture",
  about:
    "A picture in segments (`.jpg`), such as model cards show. Each segment is walked up to the end mark.",
  extensions: [],
  rules: [],
  recognise: ({ head }) =>
    head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff && (head[3] ?? 0) >= 0xc0
      ? "certain"
      : undefined,
  async examine(source: ByteSource, examination: Examination) {
    examination.claim(0, 2, "mark");
    const reader = new ByteReader(source, 2, false);
    let hasFrame = false;
    let hasScan = false;
    for (let count = 0; ; count++) {
      if (count % 1024 === 0) examination.signal.throwIfAborted();
      const start = reader.position;
      if ((await reader.u8()) !== 0xff)
        throw new FormatFault("malformed", "no mark where a segment should begin", start);
      let mark = await reader.u8();
      // Any number of 0xff may fill up before a mark.
      for (let fill = 0; mark === 0xff; fill++) {
        if (fill > window) throw new FormatFault("malformed", "a mark that does not come", start);
        mark = await reader.u8();
      }
      if (mark === 0xd9) {
        if (!hasScan) throw new FormatFault("malformed", "an end without a picture", start);
        examination.claim(start, reader.position, "end");
        return;
      }
      if (isBare(mark) || mark < 0xc0)
        throw new FormatFault("malformed", `the mark ${mark.toString(16)} out of place`, start);
      const size = await reader.u16();
      if (size < 2) throw new FormatFault("malformed", "a segment of no length", start);
      reader.skip(size - 2);
      // Frames are SOF0 to SOF15; among them DHT (c4), JPG (c8) and DAC (cc) are none.
      if (mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc) hasFrame = true;
      examination.claim(start, reader.position, `segment ${mark.toString(16)}`);
      if (mark !== 0xda) continue;
      if (!hasFrame) throw new FormatFault("malformed", "a scan before its frame", start);
      hasScan = true;
      const from = reader.position;
      reader.position = await scanEnd(source, from, examination);
      examination.claim(from, reader.position, "picture");
    }
  },
};

/** In coded data 0xff stands before 0 or a restart mark; at anything else the next segment begins. */
async function scanEnd(source: ByteSource, from: number, examination: Examination): Promise<number> {
  for (let at = from; at + 1 < source.size;) {
    examination.signal.throwIfAborted();
    const bytes = await source.read(at, window);
    for (let i = bytes.indexOf(0xff); i !== -1 && i + 1 < bytes.length; i = bytes.indexOf(0xff, i + 1)) {
      const next = bytes[i + 1] ?? 0;
      if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at + i;
    }
    // The last byte is looked at again, with the one that follows it.
    at += Math.max(1, bytes.length - 1);
  }
  throw new FormatFault("truncated", "the picture ends before its end mark", source.size);
}
