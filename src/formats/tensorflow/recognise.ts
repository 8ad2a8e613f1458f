import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { couldBeText, readMessage, type WireField } from "../protobuf/index.ts";

type Shape = Readonly<Record<number, WireField["wire"]>>;

const savedModel: Shape = { 1: "varint", 2: "len" };
const metaGraph: Shape = { 1: "len", 2: "len", 3: "len", 4: "len", 5: "len", 6: "len", 7: "len" };
const graph: Shape = { 1: "len", 2: "len", 3: "varint", 4: "len", 5: "len" };
const node: Shape = { 1: "len", 2: "len", 3: "len", 4: "len", 5: "len", 6: "len", 7: "len" };
const metadata: Shape = { 1: "len" };
const metadataNode: Shape = { 1: "len", 2: "varint", 3: "len", 4: "len", 5: "len" };
const looked = 200;

interface Look {
  readonly fits: boolean;
  /** The first value of each `len` field. */
  readonly values: ReadonlyMap<number, readonly [from: number, to: number]>;
}

/** Whether a message has fields of this shape only, as far as is looked. Cut off at the end it still fits. */
async function look(
  source: ByteSource,
  from: number,
  to: number,
  shape: Shape,
  patient: boolean,
): Promise<Look> {
  const values = new Map<number, readonly [number, number]>();
  let count = 0;
  let strange = 0;
  try {
    await readMessage(source, from, to, (field) => {
      count += 1;
      if (shape[field.number] !== field.wire) strange += 1;
      else if (field.wire === "len" && !values.has(field.number))
        values.set(field.number, [field.from, field.to]);
      return count >= looked && !patient ? "stop" : undefined;
    });
  } catch (cause) {
    if (!(cause instanceof FormatFault)) throw cause;
    if (to < source.size) return { fits: false, values };
  }
  return { fits: count > strange && (patient || strange <= count / 10), values };
}

export type TensorflowKind = "saved-model" | "graph" | "keras-metadata";

/** What message of TensorFlow these bytes are, by their structure: protocol buffers have no magic number. */
export async function tensorflowKind(source: ByteSource): Promise<TensorflowKind | undefined> {
  if (source.size < 4) return undefined;
  const [first] = await source.read(0, 1);
  if (first === undefined || first === 0 || (first & 7) > 5) return undefined;
  const patient = await couldBeText(source);
  const model = await look(source, 0, source.size, savedModel, patient);
  const meta = model.values.get(2);
  if (model.fits && meta !== undefined) {
    const inner = await look(source, ...meta, metaGraph, patient);
    const inGraph = inner.values.get(2);
    if (
      inner.fits &&
      (inner.values.has(1) ||
        (inGraph !== undefined && (await look(source, ...inGraph, graph, patient)).fits))
    )
      return "saved-model";
  }
  const kept = await look(source, 0, source.size, metadata, patient);
  const entry = kept.values.get(1);
  if (kept.fits && entry !== undefined) {
    const inner = await look(source, ...entry, metadataNode, patient);
    const path = inner.values.get(3);
    if (inner.fits && path !== undefined && inner.values.has(5) && (await startsWith(source, path, /^root/)))
      return "keras-metadata";
  }
  const plain = await look(source, 0, source.size, graph, patient);
  const one = plain.values.get(1) ?? plain.values.get(2);
  if (plain.fits && one !== undefined && plain.values.has(1)) {
    const inner = await look(source, ...one, node, patient);
    const operator = inner.values.get(2);
    if (
      inner.fits &&
      inner.values.has(1) &&
      operator !== undefined &&
      (await startsWith(source, operator, /^[A-Za-z_][\w.>/-]*$/))
    )
      return "graph";
  }
  return undefined;
}

async function startsWith(
  source: ByteSource,
  [from, to]: readonly [number, number],
  pattern: RegExp,
): Promise<boolean> {
  if (to - from > 200 || to === from) return false;
  return pattern.test(Buffer.from(await source.read(from, to - from)).toString("latin1"));
}
