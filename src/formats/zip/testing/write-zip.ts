import { crc32, deflateRawSync } from "node:zlib";

/** An entry as it is to be written: what is left out is as an honest writer has it. */
export interface WrittenEntry {
  readonly name: string | Uint8Array;
  readonly data: Uint8Array | string;
  readonly deflate?: boolean;
  /** Packed already, in this way. */
  readonly packed?: { readonly method: number; readonly bytes: Uint8Array };
  /** Sizes and checksum follow the data. */
  readonly descriptor?: "signed" | "bare";
  readonly mode?: number;
  readonly comment?: string;
  /** Fields that lie, in one of the views or in both. */
  readonly both?: Lies;
  readonly local?: Lies;
  readonly central?: Lies;
  readonly inDirectory?: boolean;
  /** Of the local header, where the directory is to point elsewhere. */
  readonly at?: number;
  /** Nothing is written for it: only the directory has it. */
  readonly only?: "central";
}

export interface Lies {
  readonly name?: string;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly packed?: number;
  readonly size?: number;
  readonly extra?: Uint8Array;
}

export interface ZipOptions {
  readonly prefix?: Uint8Array;
  /** Offsets count the prefix. */
  readonly prefixCounts?: boolean;
  readonly between?: Uint8Array;
  readonly suffix?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly count?: number;
  readonly zip64?: boolean;
}

/** Writes a zip archive for tests, honest or not. */
export function writeZip(entries: readonly WrittenEntry[], options: ZipOptions = {}): Buffer {
  const parts: Uint8Array[] = [options.prefix ?? new Uint8Array(0)];
  const shift = options.prefixCounts === true ? 0 : (options.prefix?.length ?? 0);
  let length = parts[0]?.length ?? 0;
  const push = (...bytes: Uint8Array[]): void => {
    for (const one of bytes) {
      parts.push(one);
      length += one.length;
    }
  };
  const directory: Buffer[] = [];
  for (const entry of entries) {
    const data = Buffer.from(entry.data);
    const packing = entry.packed ?? {
      method: entry.deflate === true ? 8 : 0,
      bytes: entry.deflate === true ? deflateRawSync(data) : data,
    };
    const honest = {
      flags: 0x0800 | (entry.descriptor === undefined ? 0 : 8),
      method: packing.method,
      crc: crc32(data),
      packed: packing.bytes.length,
      size: data.length,
      extra: new Uint8Array(0),
    };
    const start = entry.at ?? length - shift;
    if (entry.only !== "central") {
      const open = entry.descriptor === undefined ? {} : { crc: 0, packed: 0, size: 0 };
      const fields = { ...honest, ...open, ...entry.both, ...entry.local };
      const name = Buffer.from(fields.name ?? entry.name);
      const head = Buffer.alloc(30);
      head.writeUInt32LE(0x04034b50, 0);
      head.writeUInt16LE(20, 4);
      shared(head, 6, fields, name.length);
      push(head, name, fields.extra, packing.bytes);
      if (entry.descriptor !== undefined) push(descriptorOf(honest, entry.descriptor));
      if (options.between !== undefined) push(options.between);
    }
    if (entry.inDirectory === false) continue;
    const fields = { ...honest, ...entry.both, ...entry.central };
    const name = Buffer.from(fields.name ?? entry.name);
    const comment = Buffer.from(entry.comment ?? "");
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(0x0314, 4);
    head.writeUInt16LE(20, 6);
    shared(head, 8, fields, name.length);
    head.writeUInt16LE(comment.length, 32);
    head.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    head.writeUInt32LE(start, 42);
    directory.push(Buffer.concat([head, name, fields.extra, comment]));
  }
  const at = length - shift;
  push(...directory);
  const size = length - shift - at;
  const count = options.count ?? directory.length;
  if (options.zip64 === true) push(end64(count, size, at, length - shift));
  const comment = options.comment ?? new Uint8Array(0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.zip64 === true ? 0xffff : count, 8);
  end.writeUInt16LE(options.zip64 === true ? 0xffff : count, 10);
  end.writeUInt32LE(options.zip64 === true ? 0xffffffff : size, 12);
  end.writeUInt32LE(options.zip64 === true ? 0xffffffff : at, 16);
  end.writeUInt16LE(comment.length, 20);
  push(end, comment, options.suffix ?? new Uint8Array(0));
  return Buffer.concat(parts);
}

interface Fields {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly extra: Uint8Array;
}

function shared(head: Buffer, at: number, fields: Fields, nameLength: number): void {
  head.writeUInt16LE(fields.flags, at);
  head.writeUInt16LE(fields.method, at + 2);
  head.writeUInt32LE(fields.crc, at + 8);
  head.writeUInt32LE(fields.packed, at + 12);
  head.writeUInt32LE(fields.size, at + 16);
  head.writeUInt16LE(nameLength, at + 20);
  head.writeUInt16LE(fields.extra.length, at + 22);
}

function descriptorOf({ crc, packed, size }: Fields, kind: "signed" | "bare"): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(size, 12);
  return kind === "signed" ? bytes : bytes.subarray(4);
}

function end64(count: number, size: number, offset: number, at: number): Buffer {
  const bytes = Buffer.alloc(76);
  bytes.writeUInt32LE(0x06064b50, 0);
  bytes.writeBigUInt64LE(44n, 4);
  bytes.writeUInt16LE(45, 12);
  bytes.writeUInt16LE(45, 14);
  bytes.writeBigUInt64LE(BigInt(count), 24);
  bytes.writeBigUInt64LE(BigInt(count), 32);
  bytes.writeBigUInt64LE(BigInt(size), 40);
  bytes.writeBigUInt64LE(BigInt(offset), 48);
  bytes.writeUInt32LE(0x07064b50, 56);
  bytes.writeBigUInt64LE(BigInt(at), 64);
  bytes.writeUInt32LE(1, 72);
  return bytes;
}
