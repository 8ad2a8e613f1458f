import { FormatFault, int64Of } from "../../formats/index.ts";
import { modelsErrors } from "../errors.ts";
import { elementOfCode, sizeOf, tensorOf, type Tensor } from "../tensor/index.ts";
import { pushDoubles, pushFloats, pushInts } from "./numbers.ts";
import { fieldsOf, spanOf, text, type Decoding, type WireSpan } from "./wire.ts";
import { fromHalf, rawToTensor } from "./raw-data.ts";

/** A tensor with its name. Its numbers are in one of several fields, or in another file. */
export async function readTensor(
  decoding: Decoding,
  span: WireSpan,
): Promise<{ readonly name: string; readonly tensor: Tensor }> {
  let name = "";
  let code = 0;
  let isExternal = false;
  let raw: Uint8Array | undefined;
  const dims: number[] = [];
  const floats: number[] = [];
  const doubles: number[] = [];
  const ints: number[] = [];
  const texts: string[] = [];
  const external = new Map<string, string>();
  await fieldsOf(decoding, span, async (field) => {
    if (field.number === 1) pushInts(field, dims);
    else if (field.number === 2) code = int64Of(field);
    else if (field.number === 4) pushFloats(field, floats);
    else if (field.number === 5 || field.number === 7 || field.number === 11) pushInts(field, ints);
    else if (field.number === 6) texts.push(text(decoding, field));
    else if (field.number === 8) name = text(decoding, field);
    else if (field.number === 9) raw = field.bytes;
    else if (field.number === 10) pushDoubles(field, doubles);
    else if (field.number === 13) await readEntry(decoding, spanOf(field), external);
    else if (field.number === 14) isExternal = int64Of(field) === 1;
  });
  const type = elementOfCode(code);
  if (type === undefined)
    throw modelsErrors.unsupportedOperator(`The weights \`${name}\` have the element type ${code}.`);
  const size = sizeOf(dims);
  if (type === "string") {
    if (texts.length !== size) throw misfit(name, size, texts.length, span);
    return { name, tensor: { type, shape: dims, data: texts } };
  }
  if (isExternal) raw = await externalBytes(decoding, name, external);
  if (raw !== undefined) return { name, tensor: rawToTensor(type, dims, size, raw, name) };
  const values = type === "float64" ? doubles : type === "float32" ? floats : ints;
  if (values.length !== size) throw misfit(name, size, values.length, span);
  return { name, tensor: tensorOf(type, dims, type === "float16" ? values.map(fromHalf) : values) };
}

async function readEntry(decoding: Decoding, span: WireSpan, into: Map<string, string>): Promise<void> {
  let key = "";
  let value = "";
  await fieldsOf(decoding, span, (field) => {
    if (field.number === 1) key = text(decoding, field);
    else if (field.number === 2) value = text(decoding, field);
  });
  into.set(key, value);
}

async function externalBytes(
  { externalData }: Decoding,
  name: string,
  entry: ReadonlyMap<string, string>,
): Promise<Uint8Array> {
  const location = entry.get("location") ?? "";
  if (externalData === undefined)
    throw modelsErrors.externalData(
      `The weights \`${name}\` are in the file ${location}, which was not given.`,
    );
  const offset = Number(entry.get("offset") ?? "0");
  const length = entry.has("length") ? Number(entry.get("length")) : undefined;
  if (
    !Number.isSafeInteger(offset) ||
    offset < 0 ||
    (length !== undefined && !(Number.isSafeInteger(length) && length >= 0))
  )
    throw modelsErrors.externalData(
      `The place of the weights \`${name}\` in the file ${location} is no number.`,
    );
  return externalData(location, offset, length);
}

const misfit = (name: string, wanted: number, found: number, { from }: WireSpan): FormatFault =>
  new FormatFault("malformed", `the weights \`${name}\` need ${wanted} values and have ${found}`, from);
