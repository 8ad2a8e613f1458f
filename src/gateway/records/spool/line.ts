import { crc32 } from "node:zlib";

/**
 * A line of a spool: `<CRC-32 of the rest, 8 hex digits> <JSON>\n`. JSON has no raw line feed, so a reader that
 * meets a damaged line goes on behind the next line feed.
 */
export function encodeLine(json: string): Buffer {
  const body = Buffer.from(json);
  const line = Buffer.allocUnsafe(body.length + 10);
  line.write(crc32(body).toString(16).padStart(8, "0"), 0, "latin1");
  line[8] = 0x20;
  body.copy(line, 9);
  line[line.length - 1] = 0x0a;
  return line;
}

/** The JSON of a line without its line feed; undefined where it was damaged. */
export function decodeLine(line: Buffer): string | undefined {
  if (line.length < 10 || line[8] !== 0x20) return undefined;
  const body = line.subarray(9);
  return line.toString("latin1", 0, 8) === crc32(body).toString(16).padStart(8, "0")
    ? body.toString("utf8")
    : undefined;
}
