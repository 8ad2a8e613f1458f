import type { JsonObject, JsonValue } from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { parseJson } from "../json/parse-json.ts";
import { visibleText } from "../visible-text/visible-text.ts";
import { safetensorsBits } from "./dtypes.ts";
import { Extents, type Extent } from "./extents.ts";
import { KnownNames } from "./known-names.ts";
import { membersOf, type RawMember } from "./member-splitter.ts";

export interface SafeTensor {
  readonly name: string;
  /** `F32`, `BF16`, … */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** First byte and the byte behind the last, in the source. */
  readonly start: number;
  readonly end: number;
  readonly elements: number;
}

/** What breaks the rules, and yet leaves the rest readable. */
export interface SafetensorsFault {
  readonly kind:
    | "duplicate-name"
    | "bad-entry"
    | "unknown-dtype"
    | "size-differs"
    | "outside"
    | "metadata"
    | "unknown-field";
  /** The tensor, shortened. */
  readonly name: string;
  readonly why: string;
  /** Where its entry is in the source. */
  readonly at: number;
}

export interface SafetensorsVisitor {
  tensor?(tensor: SafeTensor): void;
  metadata?(key: string, value: string): void;
  fault?(fault: SafetensorsFault): void;
}

export interface SafetensorsFile {
  /** Where the data starts: behind the length and the header. */
  readonly dataStart: number;
  readonly tensors: number;
  readonly elements: number;
  /** Parts of the data that no tensor has, and that two have; offsets in the source. */
  readonly holes: readonly Extent[];
  readonly overlaps: readonly Extent[];
}

/** The reference implementation takes no more either. */
export const largestSafetensorsHeader = 100_000_000;
const longestMetadata = 16_000_000;
const longestEntry = 65_536;

/** Whether these bytes begin like the format: a length below 2^40 and `{`. No text has its zero bytes. */
export function beginsAsSafetensors(head: Uint8Array): boolean {
  return head.length >= 10 && head[8] === 0x7b && head[5] === 0 && head[6] === 0 && head[7] === 0;
}

/**
 * Reads the header of a safetensors file and checks every rule of it: names once, known types, sizes that are
 * the product of shape and type, offsets without hole or overlap up to the last byte. The header is read in
 * windows, one entry held at a time; data is never read.
 *
 * @throws FormatFault where the header cannot be followed; a wrong entry goes to `visitor.fault`
 * @see https://github.com/huggingface/safetensors (format, and the checks of its reference implementation)
 * @example await readSafetensors(source, { tensor: ({ name, shape }) => console.log(name, shape) });
 */
export async function readSafetensors(
  source: ByteSource,
  visitor: SafetensorsVisitor = {},
): Promise<SafetensorsFile> {
  const head = await source.read(0, 8);
  if (head.length < 8) throw new FormatFault("truncated", "no length of a header", head.length);
  const announced = new DataView(head.buffer, head.byteOffset, 8).getBigUint64(0, true);
  if (announced > BigInt(largestSafetensorsHeader))
    throw new FormatFault("too-large", `a header of ${announced} bytes; the format allows 100,000,000`, 0);
  const dataStart = 8 + Number(announced);
  if (dataStart > source.size)
    throw new FormatFault(
      "truncated",
      `a header of ${announced} bytes is announced, ${source.size - 8} are left`,
      8,
    );

  const extents = new Extents();
  const names = new KnownNames();
  const space = { dataStart, size: source.size };
  let tensors = 0;
  let elements = 0;
  const member = (raw: RawMember): void => {
    const [name, value] = memberOf(raw);
    const wrong = (kind: SafetensorsFault["kind"], why: string): void =>
      visitor.fault?.({ kind, name: visibleText(name.slice(0, 120)), why, at: raw.at });
    if (!names.add(name)) wrong("duplicate-name", "the name is there twice");
    if (name === "__metadata__") {
      readMetadata(value, visitor, wrong);
      return;
    }
    const tensor = readTensor(name, value, raw, space, wrong);
    if (tensor === undefined) return;
    tensors += 1;
    elements += tensor.elements;
    extents.add(tensor.start, tensor.end);
    visitor.tensor?.(tensor);
  };
  for await (const some of membersOf(source, 8, dataStart, longestMetadata))
    for (const raw of some) member(raw);
  return {
    dataStart,
    tensors,
    elements,
    ...extents.faults(dataStart, source.size),
  };
}

/** An entry as the reference implementation writes it, without escapes: nearly all are like this. */
const usual =
  /^"([^"\\\p{Cc}]{1,1000})":\{"dtype":"([A-Z0-9_]{1,20})","shape":\[((?:[0-9]{1,15},){0,15}[0-9]{0,15})\],"data_offsets":\[([0-9]{1,15}),([0-9]{1,15})\]\}$/u;
const oddNumber = /(?:^|,)(?:0[0-9]|$)/;

/** The same as `JSON.parse` would give, for entries that leave no question open; undefined for any other. */
function usualMember(text: string): readonly [string, JsonValue] | undefined {
  const [, name = "", dtype = "", shape = "", from = "", to = ""] = usual.exec(text) ?? [];
  if (name === "" || name === "__proto__" || name === "__metadata__") return undefined;
  if ((shape !== "" && oddNumber.test(shape)) || oddNumber.test(from) || oddNumber.test(to)) return undefined;
  const sizes = shape === "" ? [] : shape.split(",").map(Number);
  return [name, { dtype, shape: sizes, data_offsets: [Number(from), Number(to)] }];
}

function memberOf(raw: RawMember): readonly [string, JsonValue] {
  const known = usualMember(raw.text);
  if (known !== undefined) return known;
  try {
    const [member, ...more] = Object.entries(
      // Safe: a text in braces is an object or no JSON.
      parseJson(`{${raw.text}}`, { limits: { maxLength: longestMetadata + 2, maxDepth: 8 } }) as Record<
        string,
        JsonValue
      >,
    );
    if (member === undefined || more.length > 0)
      throw new FormatFault("malformed", "an empty entry in the header", raw.at);
    return member;
  } catch (cause) {
    if (!(cause instanceof BartizanError)) throw cause;
    throw new FormatFault("malformed", `the header is not the JSON it must be (${cause.message})`, raw.at);
  }
}

type Wrong = (kind: SafetensorsFault["kind"], why: string) => void;

function readMetadata(value: JsonValue, visitor: SafetensorsVisitor, wrong: Wrong): void {
  if (!isObject(value)) {
    wrong("metadata", "the metadata are no object");
    return;
  }
  for (const [key, text] of Object.entries(value))
    if (typeof text === "string") visitor.metadata?.(key, text);
    else wrong("metadata", `the value of ${visibleText(key.slice(0, 80))} in the metadata is no text`);
}

function readTensor(
  name: string,
  value: JsonValue,
  raw: RawMember,
  space: { readonly dataStart: number; readonly size: number },
  wrong: Wrong,
): SafeTensor | undefined {
  const bad = (why: string): undefined => {
    wrong("bad-entry", why);
    return undefined;
  };
  if (raw.text.length > longestEntry + name.length) return bad("the entry is longer than any shape needs");
  if (!isObject(value)) return bad("the entry is no object");
  const { dtype, shape, data_offsets: offsets } = value;
  if (
    typeof dtype !== "string" ||
    !sizes(shape) ||
    !sizes(offsets) ||
    offsets.length !== 2 ||
    hasFractions(raw.text)
  )
    return bad("it lacks a type, a shape or two offsets, or one of their numbers is no whole number");
  if (Object.keys(value).length > 3)
    wrong("unknown-field", "the entry has more than type, shape and offsets");
  const [from = 0, to = 0] = offsets;
  const bits = safetensorsBits[dtype];
  const elements = shape.includes(0) ? 0 : shape.reduce((product, one) => product * one, 1);
  if (bits === undefined)
    wrong("unknown-dtype", `nothing here knows the type ${visibleText(dtype.slice(0, 40))}`);
  else if (!Number.isSafeInteger(elements * bits) || (elements * bits) / 8 !== to - from)
    wrong(
      "size-differs",
      `${shape.slice(0, 8).join("×")} elements of ${dtype} are not the ${to - from} bytes that it has`,
    );
  if (from > to || to > space.size - space.dataStart) {
    wrong(
      "outside",
      `its bytes ${from} to ${to} are not inside the ${space.size - space.dataStart} bytes of data`,
    );
    return undefined;
  }
  const counted = Number.isSafeInteger(elements) ? elements : 0;
  return { name, dtype, shape, start: space.dataStart + from, end: space.dataStart + to, elements: counted };
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sizes(value: JsonValue | undefined): value is readonly number[] & JsonValue {
  return (
    Array.isArray(value) &&
    value.every((one) => typeof one === "number" && Number.isSafeInteger(one) && one >= 0)
  );
}

/** `1.0` and `1e3` are whole to JavaScript, and refused by the reference implementation. */
function hasFractions(text: string): boolean {
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '"') inString = !inString;
    else if (inString && sign === "\\") i += 1;
    else if (!inString && (sign === "." || sign === "-" || sign === "e" || sign === "E")) return true;
  }
  return false;
}
