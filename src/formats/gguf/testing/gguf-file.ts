type Value =
  | { readonly type: "u32"; readonly value: number }
  | { readonly type: "text"; readonly value: string }
  | { readonly type: "texts"; readonly value: readonly string[] }
  | { readonly type: "raw"; readonly bytes: Uint8Array };

export interface GgufParts {
  readonly version?: number;
  readonly values?: readonly (readonly [string, Value])[];
  readonly tensors?: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly type?: number;
    readonly offset: number;
  }[];
  readonly data?: Uint8Array;
  /** Instead of the true ones. */
  readonly counts?: readonly [tensors: bigint, values: bigint];
}

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: bigint | number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

/** A little-endian GGUF file made of these parts. Nothing is checked: offsets, counts and types may lie. */
export function ggufFile({
  version = 3,
  values = [],
  tensors = [],
  data = new Uint8Array(0),
  counts,
}: GgufParts): Uint8Array {
  const length = (value: bigint | number): Buffer => (version === 1 ? u32(Number(value)) : u64(value));
  const text = (value: string): Buffer =>
    Buffer.concat([length(Buffer.byteLength(value)), Buffer.from(value)]);
  const valueBytes = (value: Value): Uint8Array => {
    if (value.type === "u32") return Buffer.concat([u32(4), u32(value.value)]);
    if (value.type === "text") return Buffer.concat([u32(8), text(value.value)]);
    if (value.type === "raw") return value.bytes;
    return Buffer.concat([u32(9), u32(8), length(value.value.length), ...value.value.map(text)]);
  };
  const head = Buffer.concat([
    Buffer.from("GGUF"),
    u32(version),
    length(counts?.[0] ?? tensors.length),
    length(counts?.[1] ?? values.length),
    ...values.flatMap(([key, value]) => [text(key), valueBytes(value)]),
    ...tensors.flatMap(({ name, shape, type = 0, offset }) => [
      text(name),
      u32(shape.length),
      ...shape.map(length),
      u32(type),
      u64(offset),
    ]),
  ]);
  const padding = tensors.length === 0 ? 0 : (32 - (head.length % 32)) % 32;
  return Buffer.concat([head, Buffer.alloc(padding), data]);
}
