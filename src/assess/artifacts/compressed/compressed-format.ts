import { partOf, Unpacking, visibleText, type ByteSource, type Decoder } from "../../../formats/index.ts";
import type { ArtifactFormat, Certainty, Examination, Probe } from "../artifact-format.ts";

/** A way of packing one stream of bytes, without names or members. */
export interface Compression extends Pick<ArtifactFormat, "id" | "title" | "about" | "extensions"> {
  readonly rules?: ArtifactFormat["rules"];
  recognise(probe: Probe): Certainty | undefined | Promise<Certainty | undefined>;
  /** Whether a stream begins here: several in a row are one content, as their readers see it. */
  begins(head: Uint8Array): boolean;
  unpack(source: ByteSource, start: number, end: number): Decoder;
  /** Zeros may lie between streams and behind the last. */
  readonly padding?: "zeros";
  /** What else is in the file, such as a name in the header. */
  judge?(source: ByteSource, start: number, examination: Examination): Promise<void>;
}

/**
 * The format of such files: unpacks all of their streams and examines what comes out as a file of its own,
 * by its content. joblib, pandas and tar wrap what they write like this.
 */
export function compressedFormat(compression: Compression): ArtifactFormat {
  const { id, title, about, extensions, rules = [] } = compression;
  return {
    id,
    title,
    about,
    extensions,
    rules,
    recognise: (probe) => compression.recognise(probe),
    async examine(source, examination) {
      const unpacked = await examination.unpack(allStreams(source, compression, examination), source.size);
      examination.fact("unpackedBytes", unpacked.size);
      await examination.member(innerName(examination.path, extensions), unpacked);
    },
  };
}

async function* allStreams(
  source: ByteSource,
  compression: Compression,
  examination: Examination,
): AsyncGenerator<Uint8Array> {
  let streams = 0;
  for (let at = 0; at < source.size;) {
    if (at > 0 && !compression.begins(await source.read(at, 16))) {
      const end = compression.padding === "zeros" ? await endOfZeros(source, at) : at;
      if (end === at) break;
      examination.claim(at, end, "padding");
      at = end;
      continue;
    }
    await compression.judge?.(source, at, examination);
    const unpacking = new Unpacking(compression.unpack(source, at, source.size));
    yield* unpacking;
    const end = unpacking.end ?? at;
    examination.claim(at, end, "packed");
    // A stream that takes nothing would be read for ever.
    if (end <= at) break;
    at = end;
    streams += 1;
  }
  examination.fact("streams", streams);
}

async function endOfZeros(source: ByteSource, start: number): Promise<number> {
  for (let at = start; at < source.size;) {
    const piece = await source.read(at, 64 * 1024);
    const other = piece.findIndex((byte) => byte !== 0);
    if (other !== -1) return at + other;
    at += piece.length;
  }
  return source.size;
}

/** The name without the ending of the packer, as the readers who go by names would see it. */
function innerName(path: string, extensions: readonly string[]): string {
  const name = visibleText(path.slice(path.lastIndexOf("/") + 1));
  const ending = extensions.find((extension) => name.toLowerCase().endsWith(extension));
  return ending === undefined || ending.length === name.length ? "content" : name.slice(0, -ending.length);
}

/** Whether what begins like this unpacks as far as it is there, for headers that say too little. */
export async function unpacksSoFar(source: ByteSource, unpack: Compression["unpack"]): Promise<boolean> {
  const part = partOf(source, 0, Math.min(source.size, 64 * 1024));
  const unpacking = new Unpacking(unpack(part, 0, part.size));
  try {
    for await (const _ of unpacking) if (unpacking.bytes > 1024 * 1024) break;
    return unpacking.end !== undefined || unpacking.bytes > 0;
  } catch {
    return part.size < source.size && unpacking.bytes > 0;
  }
}
