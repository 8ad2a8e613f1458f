import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { decodeLine } from "./line.ts";
import { segmentName, segmentNumber } from "./folder.ts";

/** How far a spool was read: everything before `offset` of this segment, and all of the segments before it. */
export interface SpoolPosition {
  readonly segment: number;
  readonly offset: number;
}

export const spoolStart: SpoolPosition = { segment: 0, offset: 0 };

/** What stands in a spool; `end` is where the next thing begins. */
export type SpoolItem =
  | { readonly kind: "record"; readonly json: string; readonly end: SpoolPosition }
  /** A line whose checksum does not fit, or one that is longer than any we write. */
  | { readonly kind: "damaged"; readonly bytes: number; readonly end: SpoolPosition }
  /** What the killed writer of a segment left behind its last whole line. */
  | { readonly kind: "torn"; readonly bytes: number; readonly end: SpoolPosition };

/** Longer than any record can be. */
export const longestLine = 128 * 1024 * 1024;
const chunkBytes = 1024 * 1024;

/** The segments of a spool by number. */
export async function segmentsOf(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .map(segmentNumber)
    .filter((number) => number !== undefined)
    .sort((a, b) => a - b);
}

/** Whether `a` is further than `b`. */
export const isBeyond = (a: SpoolPosition, b: SpoolPosition): boolean =>
  a.segment > b.segment || (a.segment === b.segment && a.offset > b.offset);

/**
 * What a spool holds beyond a position, in order. The last segment may still be written: what stands behind its
 * last line feed is left alone, unless `orphan` says that nobody will finish it.
 */
export async function* readSpool(
  folder: string,
  from: SpoolPosition,
  orphan: boolean,
): AsyncGenerator<SpoolItem> {
  const segments = (await segmentsOf(folder)).filter((number) => number >= from.segment);
  for (const [index, segment] of segments.entries()) {
    const finished = orphan || index < segments.length - 1;
    const start = segment === from.segment ? from.offset : 0;
    yield* readSegment(join(folder, segmentName(segment)), segment, start, finished);
  }
}

async function* readSegment(
  path: string,
  segment: number,
  start: number,
  finished: boolean,
): AsyncGenerator<SpoolItem> {
  const file = await open(path, "r");
  try {
    let pieces: Buffer[] = [];
    let held = 0;
    let at = start;
    let read = start;
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const { bytesRead } = await file.read(chunk, 0, chunkBytes, read);
      if (bytesRead === 0) break;
      read += bytesRead;
      let rest = chunk.subarray(0, bytesRead);
      for (let feed = rest.indexOf(0x0a); feed >= 0; feed = rest.indexOf(0x0a)) {
        const length = held + feed;
        const line = length <= longestLine ? Buffer.concat([...pieces, rest.subarray(0, feed)]) : undefined;
        rest = rest.subarray(feed + 1);
        pieces = [];
        held = 0;
        at += length + 1;
        const json = line === undefined ? undefined : decodeLine(line);
        const end = { segment, offset: at };
        yield json === undefined
          ? { kind: "damaged", bytes: length + 1, end }
          : { kind: "record", json, end };
      }
      held += rest.length;
      // Of a line that is too long only the length is remembered.
      if (held <= longestLine) pieces.push(rest);
      else pieces = [];
    }
    if (finished && held > 0) yield { kind: "torn", bytes: held, end: { segment, offset: at + held } };
  } finally {
    await file.close();
  }
}
