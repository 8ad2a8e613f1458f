import { crc32 } from "node:zlib";
import {
  bunzip2,
  FormatFault,
  inflate,
  inflate64,
  partOf,
  unlzma,
  Unpacking,
  unxz,
  unzstd,
  visibleText,
  type ByteSource,
  type Decoder,
} from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";
import type { Reading } from "./entries.ts";
import { zipRules } from "./rules.ts";

/** Stored content longer than this is not read only for its checksum. */
const checkedBytes = 16 * 1024 * 1024;

type Unpack = (source: ByteSource, start: number, end: number, size: number) => Decoder;

/** The ways of packing that are read here, by their number in APPNOTE 4.4.5. */
const decoders: Readonly<Record<number, Unpack>> = {
  8: inflate,
  9: inflate64,
  12: bunzip2,
  14: unlzmaEntry,
  93: unzstd,
  95: unxz,
};

/** LZMA as zip has it (APPNOTE 5.8.8): the version of the packer, how long the settings are, the settings. */
async function* unlzmaEntry(source: ByteSource, start: number, end: number, size: number): Decoder {
  const head = (await source.read(start, Math.min(9, end - start))).slice();
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  if (head.length < 9 || view.getUint16(2, true) !== 5)
    throw new FormatFault("malformed", "LZMA without its settings", start);
  const settings = { properties: view.getUint8(4), dictionary: view.getUint32(5, true), size };
  return yield* unlzma(source, start + 9, end, settings);
}

export interface Content {
  readonly source: ByteSource;
  /** Behind the last packed byte that was used. */
  readonly end: number;
}

/**
 * What is in an entry, read in one of its ways: a part of the archive where it is stored, unpacked
 * otherwise. Checks size and checksum; undefined where it cannot be read, which is reported.
 *
 * @param isData the content is plain numbers, and is not read only for its checksum
 */
export async function contentOf(
  archive: ByteSource,
  reading: Reading,
  examination: Examination,
  isData: boolean,
): Promise<Content | undefined> {
  const { method, start, end, encrypted } = reading;
  const place = { bytes: [start, end] as const };
  const name = `\`${visibleText(reading.name).slice(0, 120)}\``;
  const decoder = decoders[method];
  if (encrypted) {
    const content = await tryPlain(archive, reading, examination);
    if (content === undefined) {
      examination.found(zipRules.encrypted, { description: `${name}.`, place });
      return undefined;
    }
    examination.found(zipRules.falseEncryption, {
      description: `${name}: readers that heed the mark refuse it, others read it.`,
      place,
    });
    return content;
  }
  if (method === 0) {
    if (reading.size !== end - start)
      examination.found(zipRules.size, {
        description: `${name} is stored in ${end - start} bytes and said to have ${reading.size}.`,
        place,
      });
    const source = partOf(archive, start, end);
    if (!isData && source.size <= checkedBytes) await checkCrc(source, reading, examination);
    return { source, end };
  }
  if (decoder === undefined) {
    examination.found(zipRules.unsupported, { description: `${name}: method ${method}.`, place });
    return undefined;
  }
  return unpacked(archive, reading, decoder, examination);
}

async function unpacked(
  archive: ByteSource,
  reading: Reading,
  decoder: Unpack,
  examination: Examination,
): Promise<Content> {
  const { start, end } = reading;
  const place = { bytes: [start, end] as const };
  const name = `\`${visibleText(reading.name).slice(0, 120)}\``;
  const unpacking = new Unpacking(decoder(archive, start, end, reading.size));
  const checksum = { value: 0 };
  const source = await examination.unpack(withChecksum(unpacking, checksum), end - start);
  if (source.size !== reading.size)
    examination.found(zipRules.size, {
      description: `${name} is said to have ${reading.size} bytes, ${source.size} come out.`,
      place,
    });
  if (checksum.value !== reading.crc && reading.crc !== 0)
    examination.found(zipRules.crc, { description: `${name}.`, place });
  else examination.passed(zipRules.crc);
  const used = unpacking.end ?? end;
  if (used < end)
    examination.found(zipRules.slack, {
      description: `${name}: the packed data ends ${end - used} bytes early.`,
      place: { bytes: [used, end] },
    });
  return { source, end: used };
}

async function* withChecksum(
  chunks: AsyncIterable<Uint8Array>,
  checksum: { value: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    checksum.value = crc32(chunk, checksum.value);
    yield chunk;
  }
}

async function checkCrc(source: ByteSource, reading: Reading, examination: Examination): Promise<void> {
  if (reading.crc === 0) return;
  if ((await crcOf(source)) === reading.crc) examination.passed(zipRules.crc);
  else
    examination.found(zipRules.crc, {
      description: `\`${visibleText(reading.name).slice(0, 120)}\`.`,
      place: { bytes: [reading.start, reading.end] },
    });
}

async function crcOf(source: ByteSource): Promise<number> {
  let value = 0;
  const step = 1024 * 1024;
  for (let at = 0; at < source.size; at += step) value = crc32(await source.read(at, step), value);
  return value;
}

/** The content of an entry that is marked as encrypted, where it is not: its checksum says so. */
async function tryPlain(
  archive: ByteSource,
  reading: Reading,
  examination: Examination,
): Promise<Content | undefined> {
  const { method, start, end, size, crc } = reading;
  if (method === 0) {
    const source = partOf(archive, start, end);
    const isPlain = size === source.size && size <= checkedBytes && (await crcOf(source)) === crc;
    return isPlain ? { source, end } : undefined;
  }
  const decoder = decoders[method];
  if (decoder === undefined) return undefined;
  try {
    const unpacking = new Unpacking(decoder(archive, start, end, reading.size));
    const checksum = { value: 0 };
    const source = await examination.unpack(withChecksum(unpacking, checksum), end - start);
    if (source.size === size && checksum.value === crc) return { source, end: unpacking.end ?? end };
    await source.close();
    return undefined;
  } catch (cause) {
    if (cause instanceof FormatFault && cause.kind !== "too-large") return undefined;
    throw cause;
  }
}
