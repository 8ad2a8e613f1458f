import { crc32c } from "../../tfrecord/index.ts";
import { varint } from "../../protobuf/testing/write-message.ts";

export const magics = { manifest: 0x0cdb3a2a, node: 0x0cdb20de, versions: 0x0cdb1234 };

/** Writes a block that is not packed, for tests. */
export function writeBlock(kind: keyof typeof magics, ...parts: readonly (Uint8Array | string)[]): Buffer {
  const body = Buffer.concat([Buffer.of(0, 0), ...parts.map((part) => Buffer.from(part))]);
  const block = Buffer.alloc(12 + body.length + 4);
  block.writeUInt32BE(magics[kind]);
  block.writeBigUInt64LE(BigInt(block.length), 4);
  body.copy(block, 12);
  block.writeUInt32LE(crc32c(block.subarray(0, -4)), block.length - 4);
  return block;
}

export const numbers = (...values: readonly number[]): Uint8Array =>
  Buffer.concat(values.map((value) => varint(value)));

/** A table of one data file, whose whole path counts for that file alone. */
export const oneFile = (path: string): Uint8Array =>
  Buffer.concat([numbers(1, path.length, 0), Buffer.from(path)]);

/** A manifest with one version, whose root is a leaf at the beginning of a file. */
export function writeManifest(path: string, root: Uint8Array, height = 0): Buffer {
  return writeBlock(
    "manifest",
    Buffer.alloc(16),
    numbers(0, 100, 1_000_000, 4, 0),
    oneFile(path),
    numbers(1, 1, height, 0, 0, root.length, 1, root.length, 0),
    Buffer.alloc(8),
    numbers(0),
  );
}

/** A leaf with values inside it, in the order of their keys. */
export function writeLeaf(values: Readonly<Record<string, Uint8Array | string>>): Buffer {
  const entries = Object.entries(values).map(([key, value]) => [key, Buffer.from(value)] as const);
  return writeBlock(
    "node",
    numbers(0, 0, entries.length),
    numbers(...entries.slice(1).map(() => 0)),
    numbers(...entries.map(([key]) => key.length)),
    entries.map(([key]) => key).join(""),
    numbers(...entries.map(([, value]) => value.length)),
    Buffer.alloc(entries.length),
    ...entries.map(([, value]) => value),
  );
}
