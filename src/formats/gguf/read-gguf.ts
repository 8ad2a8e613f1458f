import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { visibleText } from "../visible-text/visible-text.ts";
import { Cursor } from "./cursor.ts";
import { ggufTensorTypes, type TensorType } from "./tensor-types.ts";
import { readText, readValue, type GgufValue, type Lengths } from "./values.ts";

export interface GgufTensor {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
  readonly elements: number;
  /** First byte and the byte behind the last, in the source. */
  readonly start: number;
  readonly end: number;
}

export interface GgufFault {
  readonly kind: "duplicate-key" | "duplicate-name" | "offset" | "outside" | "long-name";
  readonly name: string;
  readonly why: string;
  readonly at: number;
}

export interface GgufVisitor {
  value?(key: string, value: GgufValue): void;
  tensor?(tensor: GgufTensor): void;
  fault?(fault: GgufFault): void;
}

export interface GgufFile {
  readonly version: number;
  readonly littleEndian: boolean;
  readonly alignment: number;
  /** Where key-value pairs, the tensors' descriptions and the data start. */
  readonly valuesStart: number;
  readonly tensorsStart: number;
  readonly tensorsEnd: number;
  readonly dataStart: number;
  /** Behind the last tensor and its padding, or the end of the source where it lacks the padding. */
  readonly dataEnd: number;
  readonly tensors: number;
  readonly elements: number;
}

const mostValues = 1_000_000;
const mostTensors = 1_000_000;
const longestKey = 65_535;
/** ggml refuses longer ones. */
const longestTensorName = 63;
const largestAlignment = 1 << 20;

export function beginsAsGguf(head: Uint8Array): boolean {
  return head[0] === 0x47 && head[1] === 0x47 && head[2] === 0x55 && head[3] === 0x46 && head.length >= 8;
}

/**
 * Reads everything of a GGUF file but the tensors themselves: versions 1 to 3, both byte orders. Lengths are
 * checked against what is left before anything is read, offsets against the sum of the tensors before.
 *
 * @throws FormatFault where the file cannot be followed; a broken rule that leaves the rest readable goes to `visitor.fault`
 * @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, and the checks of ggml's own reader
 * @example await readGguf(source, { value: (key, value) => console.log(key, value) });
 */
export async function readGguf(source: ByteSource, visitor: GgufVisitor = {}): Promise<GgufFile> {
  const head = await source.read(0, 8);
  if (!beginsAsGguf(head)) throw new FormatFault("malformed", "no magic of GGUF", 0);
  const order = new DataView(head.buffer, head.byteOffset, 8);
  // No version has a number beyond 65,535: what looks so is written the other way round.
  const littleEndian = (order.getUint32(4, true) & 0xffff) !== 0;
  const version = order.getUint32(4, littleEndian);
  if (version < 1 || version > 3) throw new FormatFault("unsupported", `version ${version} of GGUF`, 4);
  const cursor = new Cursor(source, 8, littleEndian);
  const length: Lengths = async (reader) => {
    const bytes = version === 1 ? 4 : 8;
    if (!reader.holds(bytes)) await reader.have(bytes);
    return version === 1 ? reader.u32() : reader.u64();
  };
  const tensorCount = await length(cursor);
  const valueCount = await length(cursor);
  if (tensorCount > mostTensors || valueCount > mostValues || tensorCount * 24 + valueCount * 9 > source.size)
    throw new FormatFault(
      "malformed",
      `${tensorCount} tensors and ${valueCount} values in ${source.size} bytes`,
      8,
    );
  const valuesStart = cursor.position;

  const alignment = await readValues(cursor, source, valueCount, length, visitor);
  const tensorsStart = cursor.position;
  const infos = await readInfos(cursor, source, tensorCount, length, visitor);
  const tensorsEnd = cursor.position;
  const dataStart =
    tensorCount === 0 ? Math.min(padded(tensorsEnd, alignment), source.size) : padded(tensorsEnd, alignment);
  let expected = 0;
  let elements = 0;
  for (const { name, type, shape, count, offset, at } of infos) {
    const start = dataStart + offset;
    const size = (count / type.block) * type.bytes;
    const end = start + size;
    if (offset !== expected)
      visitor.fault?.({
        kind: "offset",
        name,
        why: `it starts at ${offset} and not at ${expected}, behind the one before`,
        at,
      });
    expected = padded(offset + size, alignment);
    elements += count;
    if (end > source.size || !Number.isSafeInteger(end))
      visitor.fault?.({
        kind: "outside",
        name,
        why: `its ${size} bytes at ${start} are not inside the file`,
        at,
      });
    else visitor.tensor?.({ name, type, shape, elements: count, start, end });
  }
  const dataEnd = Math.min(dataStart + expected, source.size);
  return {
    version,
    littleEndian,
    alignment,
    valuesStart,
    tensorsStart,
    tensorsEnd,
    dataStart,
    dataEnd,
    tensors: tensorCount,
    elements,
  };
}

async function readValues(
  cursor: Cursor,
  source: ByteSource,
  count: number,
  length: Lengths,
  visitor: GgufVisitor,
): Promise<number> {
  const keys = new Set<string>();
  let alignment = 32;
  for (let i = 0; i < count; i++) {
    const at = cursor.position;
    const { text: key } = await readText(cursor, source, length);
    if (key === undefined || key.length > longestKey)
      throw new FormatFault("malformed", "a key longer than 65,535 bytes", at);
    await cursor.have(4);
    const value = await readValue(cursor, source, cursor.u32(), length);
    const name = visibleText(key.slice(0, 120));
    if (keys.has(key)) visitor.fault?.({ kind: "duplicate-key", name, why: "the key is there twice", at });
    keys.add(key);
    if (key === "general.alignment") {
      const given = value.kind === "number" ? Number(value.value) : Number.NaN;
      if (!(given >= 1 && given <= largestAlignment && Number.isInteger(Math.log2(given))))
        throw new FormatFault("malformed", `an alignment of ${given}, which is no power of two`, at);
      alignment = given;
    }
    visitor.value?.(key, value);
  }
  return alignment;
}

interface Info {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
  readonly count: number;
  readonly offset: number;
  readonly at: number;
}

async function readInfos(
  cursor: Cursor,
  source: ByteSource,
  count: number,
  length: Lengths,
  visitor: GgufVisitor,
): Promise<readonly Info[]> {
  const names = new Set<string>();
  const infos: Info[] = [];
  for (let i = 0; i < count; i++) {
    const at = cursor.position;
    const { text: name = "", start, end } = await readText(cursor, source, length);
    const shown = visibleText(name.slice(0, 120));
    if (end - start > longestTensorName)
      visitor.fault?.({
        kind: "long-name",
        name: shown,
        why: `a name of ${end - start} bytes; ggml takes 63`,
        at,
      });
    if (names.has(name))
      visitor.fault?.({ kind: "duplicate-name", name: shown, why: "the tensor is there twice", at });
    names.add(name);
    await cursor.have(4);
    const dimensions = cursor.u32();
    if (dimensions > 4) throw new FormatFault("malformed", `a tensor of ${dimensions} dimensions`, at);
    const shape: number[] = [];
    for (let d = 0; d < dimensions; d++) shape.push(await length(cursor));
    await cursor.have(12);
    const number = cursor.u32();
    const type = ggufTensorTypes.get(number);
    if (type === undefined)
      throw new FormatFault("unsupported", `the tensor ${shown} has the type ${number}`, at);
    const offset = cursor.u64();
    const elements = shape.includes(0) ? 0 : shape.reduce((product, size) => product * size, 1);
    if (
      !Number.isSafeInteger(elements) ||
      (shape[0] ?? 1) % type.block !== 0 ||
      !Number.isSafeInteger(offset + elements * type.bytes)
    )
      throw new FormatFault("malformed", `${shown}: ${shape.join("×")} is no shape for ${type.name}`, at);
    infos.push({ name: shown, type, shape, count: elements, offset, at });
  }
  return infos;
}

function padded(size: number, alignment: number): number {
  return Math.ceil(size / alignment) * alignment;
}
