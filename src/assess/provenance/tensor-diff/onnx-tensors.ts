import { walkMessages, type ByteSource, type Message, type MessagePlan } from "../../../formats/index.ts";
import type { TensorPlace } from "./tensor.ts";
import { elementType } from "./decode.ts";

/** Of ONNX only what holds tensors. Packed floats are laid out like raw data, so they are taken as bytes. */
const tensorPlan: MessagePlan = {
  title: "tensor",
  name: "TensorProto",
  streamed: true,
  fields: {
    1: ["dims", "ints"],
    2: ["data_type", "int"],
    4: ["float_data", "bytes"],
    8: ["name", "text"],
    9: ["raw_data", "bytes"],
    10: ["double_data", "bytes"],
    13: [
      "external_data",
      () => ({ title: "entry", name: "Entry", fields: { 1: ["key", "text"], 2: ["value", "text"] } }),
    ],
  },
};
const graphPlan: MessagePlan = {
  title: "graph",
  name: "GraphProto",
  fields: { 5: ["initializer", () => tensorPlan] },
};
const modelPlan: MessagePlan = {
  title: "model",
  name: "ModelProto",
  fields: { 7: ["graph", () => graphPlan] },
};

/** TensorProto.DataType by the names that safetensors uses. */
const names: Readonly<Record<number, string>> = {
  1: "F32",
  2: "U8",
  3: "I8",
  4: "U16",
  5: "I16",
  6: "I32",
  7: "I64",
  9: "BOOL",
  10: "F16",
  11: "F64",
  12: "U32",
  13: "U64",
  16: "BF16",
  17: "F8_E4M3",
  19: "F8_E5M2",
};

/**
 * The initialisers of an ONNX model's main graph. Those of nested graphs, and numbers that are stored as
 * varints, are not compared, and are named.
 *
 * @throws FormatFault
 */
export async function onnxTensors(
  source: ByteSource,
  sibling: (name: string) => Promise<ByteSource | undefined>,
): Promise<{ tensors: TensorPlace[]; skipped: { name: string; why: string }[] }> {
  const tensors: TensorPlace[] = [];
  const skipped: { name: string; why: string }[] = [];
  const opened = new Map<string, Promise<ByteSource | undefined>>();
  const openOnce = (name: string): Promise<ByteSource | undefined> => {
    const known = opened.get(name) ?? sibling(name);
    opened.set(name, known);
    return known;
  };
  await walkMessages(source, 0, source.size, modelPlan, {
    claim: () => undefined,
    async message(message) {
      if (message.plan !== tensorPlan) return;
      const name = message.text("name");
      const found = await placeOf(message, source, openOnce);
      if (typeof found === "string") skipped.push({ name, why: found });
      else tensors.push({ name, ...found });
    },
  });
  return { tensors, skipped };
}

type Place = Omit<TensorPlace, "name">;

async function placeOf(
  message: Message,
  source: ByteSource,
  sibling: (name: string) => Promise<ByteSource | undefined>,
): Promise<Place | string> {
  const dtype = names[message.int("data_type") ?? 0];
  const type = dtype === undefined ? undefined : elementType(dtype);
  if (dtype === undefined || type === undefined) return "its type cannot be compared";
  const shape = message.ints("dims");
  const elements = shape.reduce((product, one) => product * one, 1);
  const bytes = elements * type.size;
  if (!Number.isSafeInteger(bytes) || bytes < 0) return "its shape is not one that can be";
  const place = (from: ByteSource, start: number): Place | string =>
    start >= 0 && start + bytes <= from.size
      ? { dtype, shape, elements, source: from, start, end: start + bytes }
      : "its data are not all there";
  const span = message.span("raw_data") ?? message.span("float_data") ?? message.span("double_data");
  if (span !== undefined)
    return span.to - span.from === bytes
      ? place(source, span.from)
      : "its data have another size than its shape";
  const external = new Map(
    message.messages("external_data").map((entry) => [entry.text("key"), entry.text("value")]),
  );
  const location = external.get("location");
  if (location === undefined) return elements === 0 ? place(source, 0) : "its data are stored as numbers";
  const file = await sibling(location);
  return file === undefined
    ? "the file with its data is not beside the model"
    : place(file, Number(external.get("offset") ?? 0));
}
