import { readArrayHeader, type ArrayHeader, type ByteSource } from "../../../../formats/index.ts";
import { leakageErrors } from "../../errors.ts";
import { mostValues, type ShadowOutputs } from "../shadow-outputs.ts";
import { ShadowBuilder } from "./shadow-builder.ts";

type Reader = (view: DataView, index: number) => number;

/** The types of numpy that hold probabilities or memberships, as numpy names them. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["<f4", (view, i) => view.getFloat32(i * 4, true)],
  ["<f8", (view, i) => view.getFloat64(i * 8, true)],
  ["|b1", (view, i) => view.getUint8(i)],
  ["|u1", (view, i) => view.getUint8(i)],
  ["|i1", (view, i) => view.getInt8(i)],
  ["<i4", (view, i) => view.getInt32(i * 4, true)],
  ["<i8", (view, i) => Number(view.getBigInt64(i * 8, true))],
]);

/**
 * Reads shadows from two arrays of numpy, models × rows each: probabilities (or ln p/(1−p), if you say so) and memberships. A
 * model is held at a time.
 *
 * @throws LEAKAGE_SHADOWS_UNREADABLE, LEAKAGE_SHADOWS_TOO_LARGE, FormatFault for a file that is no array
 */
export async function readNpyShadows(
  confidences: ByteSource,
  members: ByteSource,
  options: { readonly confidences?: "probabilities" | "logits" } = {},
): Promise<ShadowOutputs> {
  const [left, right] = [await plainArray(confidences), await plainArray(members)];
  if (left.models !== right.models || left.rows !== right.rows)
    throw leakageErrors.shadowsUnreadable("The two arrays have different shapes.");
  const builder = new ShadowBuilder(options.confidences ?? "probabilities");
  for (let model = 0; model < left.models; model++)
    builder.add(await left.row(model), await right.row(model));
  return builder.build();
}

interface PlainArray {
  readonly models: number;
  readonly rows: number;
  row(model: number): Promise<Float64Array>;
}

async function plainArray(source: ByteSource): Promise<PlainArray> {
  const header: ArrayHeader = await readArrayHeader(source);
  const [models, rows] = header.shape;
  const read = readers.get(header.type.name);
  if (models === undefined || rows === undefined || header.shape.length !== 2 || header.fortranOrder)
    throw leakageErrors.shadowsUnreadable("An array has two axes, models and rows, in C order.");
  if (read === undefined)
    throw leakageErrors.shadowsUnreadable(`An array of type ${header.type.name} is not read.`);
  if (models * rows > mostValues)
    throw leakageErrors.shadowsTooLarge(`${models} models × ${rows} rows are too many.`);
  const size = header.type.itemSize * rows;
  const row = async (model: number): Promise<Float64Array> => {
    const bytes = await source.read(header.dataStart + model * size, size);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Float64Array.from({ length: rows }, (_, i) => read(view, i));
  };
  return { models, rows, row };
}
