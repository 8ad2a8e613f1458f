import { ByteReader } from "../bytes/byte-reader.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { crc32c, maskedCrc32c } from "./crc32c.ts";

/** One record: a length with its checksum, the data with theirs. Offsets from the start of the file. */
export interface TfRecord {
  readonly start: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  /** Whether the checksum of the data is that of the data. */
  readonly intact: boolean;
}

const step = 1024 * 1024;

/** Whether the first twelve bytes are a length with its checksum: one in four thousand million by chance. */
export function beginsAsTfRecord(head: Uint8Array): boolean {
  if (head.length < 16) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return view.getUint32(8, true) === maskedCrc32c(crc32c(head.subarray(0, 8)));
}

/**
 * Reads the records of a TFRecord file one after another, in windows, and checks both checksums.
 *
 * Source: https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details
 *
 * @throws FormatFault where a length is not what its checksum says, or runs beyond the end
 */
export async function readTfRecords(
  source: ByteSource,
  each: (record: TfRecord) => void | Promise<void>,
): Promise<void> {
  for (let start = 0; start < source.size;) {
    const reader = new ByteReader(source, start);
    const head = (await reader.bytes(8)).slice();
    if ((await reader.u32()) !== maskedCrc32c(crc32c(head)))
      throw new FormatFault("malformed", "a length that differs from its checksum", start);
    const length = await new ByteReader(source, start).size64();
    const dataStart = start + 12;
    const dataEnd = dataStart + length;
    if (dataEnd + 4 > source.size)
      throw new FormatFault("truncated", `a record of ${length} bytes runs beyond the end`, start);
    let crc = 0;
    for (let at = dataStart; at < dataEnd; at += step)
      crc = crc32c(await source.read(at, Math.min(step, dataEnd - at)), crc);
    const intact = (await new ByteReader(source, dataEnd).u32()) === maskedCrc32c(crc);
    await each({ start, dataStart, dataEnd, intact });
    start = dataEnd + 4;
  }
}
