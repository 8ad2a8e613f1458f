import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { arrayTypeOf, checked, elementsIn, shapeOf, type ArrayType } from "./dtype.ts";
import { parsePythonLiteral, type PythonLiteral } from "./python-literal.ts";

/** What stands before the numbers of an array in a `.npy`. */
export interface ArrayHeader {
  readonly version: 1 | 2 | 3;
  /** First byte of the magic. */
  readonly start: number;
  /** Where the elements, or the pickle of the objects, start. */
  readonly dataStart: number;
  /** Behind the last element; undefined for objects, whose pickle ends where it says. */
  readonly dataEnd: number | undefined;
  readonly type: ArrayType;
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
}

/** numpy itself parses no more than 10,000 characters unless told to; types with a thousand fields have more. */
const longestHeader = 1024 * 1024;
const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);

export function beginsAsArray(head: Uint8Array): boolean {
  return magic.every((byte, i) => head[i] === byte);
}

/**
 * Reads the header of the array that starts at `start`, all three versions. The literal in it is parsed and
 * never evaluated.
 *
 * @throws FormatFault, also when the elements would not fit into the source
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @example const { type, shape } = await readArrayHeader(source);
 */
export async function readArrayHeader(source: ByteSource, start = 0): Promise<ArrayHeader> {
  const head = await source.read(start, 12);
  if (!beginsAsArray(head)) throw new FormatFault("malformed", "no magic of numpy", start);
  const [major, minor] = [head[6], head[7]];
  if ((major !== 1 && major !== 2 && major !== 3) || minor !== 0)
    throw new FormatFault("unsupported", `version ${major}.${minor} of the array format`, start + 6);
  const wide = major !== 1;
  const literalStart = start + (wide ? 12 : 10);
  if (literalStart > source.size) throw new FormatFault("truncated", "the header ends early", source.size);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  if (length > source.size - literalStart)
    throw new FormatFault("truncated", "the header ends early", literalStart);
  if (length > longestHeader) throw new FormatFault("too-large", `a header of ${length} bytes`, literalStart);
  const text = decode(await source.read(literalStart, length), major === 3, literalStart);
  const {
    descr,
    fortranOrder,
    shape: shapeLiteral,
  } = fieldsOf(parsePythonLiteral(text, literalStart), literalStart);
  const type = arrayTypeOf(descr, literalStart);
  const shape = shapeOf(shapeLiteral, literalStart);
  const dataStart = literalStart + length;
  const bytes = checked(elementsIn(shape, literalStart) * type.itemSize, literalStart);
  if (!type.objects && bytes > source.size - dataStart)
    throw new FormatFault(
      "truncated",
      `${bytes} bytes of elements are announced, ${source.size - dataStart} are left`,
      dataStart,
    );
  return {
    version: major,
    start,
    dataStart,
    dataEnd: type.objects ? undefined : dataStart + bytes,
    type,
    shape,
    fortranOrder,
  };
}

function decode(bytes: Uint8Array, utf8: boolean, at: number): string {
  if (!utf8) return Buffer.from(bytes).toString("latin1");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FormatFault("malformed", "a header that is not UTF-8", at);
  }
}

interface Fields {
  readonly descr: PythonLiteral;
  readonly fortranOrder: boolean;
  readonly shape: PythonLiteral;
}

/** numpy refuses a header with other keys than these three. */
function fieldsOf(header: PythonLiteral, at: number): Fields {
  if (header.kind !== "dict") throw new FormatFault("malformed", "a header that is no dict", at);
  const fields = new Map<string, PythonLiteral>();
  for (const [key, value] of header.entries) {
    if (key.kind !== "text" || fields.has(key.text))
      throw new FormatFault("malformed", "a key of the header that is no text or there twice", at);
    fields.set(key.text, value);
  }
  const descr = fields.get("descr");
  const order = fields.get("fortran_order");
  const shape = fields.get("shape");
  if (
    descr === undefined ||
    shape?.kind !== "tuple" ||
    order?.kind !== "name" ||
    order.name === "None" ||
    fields.size !== 3
  )
    throw new FormatFault("malformed", "the header has other keys than descr, fortran_order and shape", at);
  return { descr, shape, fortranOrder: order.name === "True" };
}
