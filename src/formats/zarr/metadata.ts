import type { JsonValue } from "../../contracts/index.ts";

export type ZarrPacking = "none" | "zstd" | "gzip" | "zlib";

/** How a chunk is written: numbers, perhaps packed, or a shard with chunks of its own. */
export interface ZarrCodec {
  readonly packing: ZarrPacking;
  /** Of a shard: how many chunks are in it, and how each is written. */
  readonly shard?: { readonly chunks: number; readonly bytes: number; readonly codec: ZarrCodec };
}

/** An array that is kept in chunks, each under a key of its own. */
export interface ZarrArray {
  readonly version: 2 | 3;
  /** Chunks along each dimension. */
  readonly grid: readonly number[];
  /** Bytes of a chunk when it is unpacked. */
  readonly chunkBytes: number;
  readonly codec: ZarrCodec;
  /** The key of a chunk, from the folder of the array. */
  key(indexes: readonly number[]): string;
}

/** What an array is, or why its chunks are not read here. */
export type ZarrReading =
  | { readonly kind: "array"; readonly array: ZarrArray }
  | { readonly kind: "objects"; readonly why: string }
  | { readonly kind: "unread"; readonly why: string };

type Fields = Readonly<Record<string, JsonValue | undefined>>;

const mostDimensions = 32;
const named: Readonly<Record<string, number>> = {
  bool: 1,
  int4: 1,
  uint4: 1,
  int2: 1,
  uint2: 1,
  bfloat16: 2,
  float8_e3m4: 1,
  float8_e4m3fn: 1,
  float8_e4m3fnuz: 1,
  float8_e4m3b11fnuz: 1,
  float8_e5m2: 1,
  float8_e5m2fnuz: 1,
};

class Unread extends Error {
  readonly objects: boolean;

  constructor(why: string, objects = false) {
    super(why);
    this.objects = objects;
  }
}

/** Whether a document describes an array of zarr: `.zarray` of version 2, `zarr.json` of version 3. */
export function isZarrArray(document: JsonValue): boolean {
  const { zarr_format: version, shape, node_type: type } = fieldsOf(document);
  return Array.isArray(shape) && (version === 2 || (version === 3 && type === "array"));
}

/**
 * Reads how an array is kept.
 *
 * Format: "Zarr storage specification version 2" and "Zarr core specification (version 3.0)", with the codecs
 * `bytes`, `zstd`, `gzip` and `sharding_indexed`.
 */
export function readZarrArray(document: JsonValue): ZarrReading {
  try {
    const fields = fieldsOf(document);
    return { kind: "array", array: fields["zarr_format"] === 2 ? second(fields) : third(fields) };
  } catch (cause) {
    if (!(cause instanceof Unread)) throw cause;
    return { kind: cause.objects ? "objects" : "unread", why: cause.message };
  }
}

function second(fields: Fields): ZarrArray {
  const { shape, chunks, dtype, compressor, filters, dimension_separator: between = "." } = fields;
  for (const one of [compressor, ...(Array.isArray(filters) ? filters : [])])
    if (/pickle/i.test(textOf(fieldsOf(one)["id"]))) throw new Unread("its chunks are pickles", true);
  if (typeof dtype === "string" && /^[|<>=]?O/.test(dtype))
    throw new Unread("its elements are Python objects", true);
  if (filters !== undefined && filters !== null && !(Array.isArray(filters) && filters.length === 0))
    throw new Unread("its chunks go through filters");
  if (between !== "." && between !== "/") throw new Unread("its keys are of no known form");
  const sizes = sizesOf(chunks);
  const grid = gridOf(sizesOf(shape), sizes);
  const packing = compressor === null ? "none" : packingOf(textOf(fieldsOf(compressor)["id"]));
  return {
    version: 2,
    grid,
    chunkBytes: bytesOf(sizes, secondType(dtype)),
    codec: { packing },
    key: (indexes) => (indexes.length === 0 ? "0" : indexes.join(between)),
  };
}

function third(fields: Fields): ZarrArray {
  const { shape, chunk_grid: grid, chunk_key_encoding: encoding, data_type: type, codecs } = fields;
  if (fieldsOf(grid)["name"] !== "regular") throw new Unread("its chunks are of no regular grid");
  const sizes = sizesOf(fieldsOf(fieldsOf(grid)["configuration"])["chunk_shape"]);
  const bytes = thirdType(type);
  const name = fieldsOf(encoding)["name"];
  const between = fieldsOf(fieldsOf(encoding)["configuration"])["separator"] ?? (name === "v2" ? "." : "/");
  if ((name !== "default" && name !== "v2") || (between !== "." && between !== "/"))
    throw new Unread("its keys are of no known form");
  return {
    version: 3,
    grid: gridOf(sizesOf(shape), sizes),
    chunkBytes: bytesOf(sizes, bytes),
    codec: codecOf(codecs, sizes, bytes, true),
    key: (indexes) => {
      if (name === "v2") return indexes.length === 0 ? "0" : indexes.join(between);
      return ["c", ...indexes].join(between);
    },
  };
}

function codecOf(
  codecs: JsonValue | undefined,
  sizes: readonly number[],
  bytes: number,
  outer: boolean,
): ZarrCodec {
  if (!Array.isArray(codecs)) throw new Unread("it names no codecs");
  let packing: ZarrPacking = "none";
  const plain = codecs.filter((codec) => nameOf(codec) !== "transpose");
  const [first, second, ...more] = plain;
  if (nameOf(first) === "sharding_indexed" && outer && plain.length === 1)
    return { packing, shard: shardOf(fieldsOf(fieldsOf(first)["configuration"]), sizes, bytes) };
  if (nameOf(first) !== "bytes" || more.length > 0)
    throw new Unread(
      `the codec ${nameOf(first === undefined || nameOf(first) !== "bytes" ? first : more[0])}`,
    );
  if (second !== undefined) packing = packingOf(nameOf(second));
  return { packing };
}

function shardOf(
  { chunk_shape: inner, codecs, index_codecs: index, index_location: place = "end" }: Fields,
  sizes: readonly number[],
  bytes: number,
): NonNullable<ZarrCodec["shard"]> {
  const small = sizesOf(inner);
  const names = Array.isArray(index) ? index.map((codec) => nameOf(codec)).join(",") : "";
  if (names !== "bytes,crc32c" || place !== "end") throw new Unread("its shards have an unusual index");
  if (small.length !== sizes.length || small.some((size, i) => (sizes[i] ?? 0) % size !== 0))
    throw new Unread("the chunks of its shards do not fill them");
  const chunks = bytesOf(
    sizes.map((size, i) => size / (small[i] ?? 1)),
    1,
  );
  return { chunks, bytes: bytesOf(small, bytes), codec: codecOf(codecs, small, bytes, false) };
}

function packingOf(name: string): ZarrPacking {
  if (name === "zstd" || name === "gzip" || name === "zlib") return name;
  throw new Unread(`its chunks are packed with ${name === "" ? "what has no name" : name}`);
}

function sizesOf(value: JsonValue | undefined): readonly number[] {
  if (!Array.isArray(value) || value.length > mostDimensions) throw new Unread("its shape is none");
  return value.map((size) => {
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0)
      throw new Unread("its shape is none");
    return size;
  });
}

function gridOf(shape: readonly number[], chunks: readonly number[]): readonly number[] {
  if (shape.length !== chunks.length || chunks.some((size) => size === 0))
    throw new Unread("its chunks have another shape");
  return shape.map((size, i) => Math.ceil(size / (chunks[i] ?? 1)));
}

function bytesOf(sizes: readonly number[], element: number): number {
  const bytes = sizes.reduce((product, size) => product * size, element);
  if (!Number.isSafeInteger(bytes)) throw new Unread("its chunks are beyond every size");
  return bytes;
}

function secondType(type: JsonValue | undefined): number {
  const text = textOf(type);
  const [, bytes] = /^[<>|][biufcV](\d{1,4})$/.exec(text) ?? [];
  const known = bytes === undefined ? numberOf(text) : Number(bytes);
  if (known === undefined) throw new Unread(`elements of the type ${text.slice(0, 60)}`);
  return known;
}

function thirdType(type: JsonValue | undefined): number {
  const text = textOf(type);
  const [, kind, bits] = /^(int|uint|float|complex|r)(\d{1,3})$/.exec(text) ?? [];
  const isWhole = kind !== undefined && Number(bits) % 8 === 0;
  const known = isWhole ? Number(bits) / 8 : numberOf(text);
  if (known === undefined) throw new Unread(`elements of the type ${text.slice(0, 60)}`);
  return known;
}

const numberOf = (name: string): number | undefined => (Object.hasOwn(named, name) ? named[name] : undefined);
const nameOf = (codec: JsonValue | undefined): string =>
  typeof codec === "string" ? codec : textOf(fieldsOf(codec)["name"]);
const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

function fieldsOf(value: JsonValue | undefined): Fields {
  // Safe: an object of JSON that is no list has names and values.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
