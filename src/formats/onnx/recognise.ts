import { FormatFault } from "../fault/format-fault.ts";
import { couldBeText, readMessage, type WireField } from "../protobuf/index.ts";
import type { ByteSource } from "../bytes/byte-source.ts";

/** Wire types of the fields of a `ModelProto`, of a `GraphProto`. */
const modelFields: Readonly<Record<number, WireField["wire"]>> = {
  1: "varint",
  2: "len",
  3: "len",
  4: "len",
  5: "varint",
  6: "len",
  7: "len",
  8: "len",
  14: "len",
  20: "len",
  25: "len",
  26: "len",
};
const graphFields: ReadonlySet<number> = new Set([1, 2, 5, 10, 11, 12, 13, 14, 15, 16]);
const looked = 4000;

/**
 * Whether these bytes are an ONNX model: a message with a graph in it, whose fields are those of a graph.
 * Protocol buffers have no magic number, so the structure decides. A file that breaks off still is one.
 */
export async function couldBeOnnx(source: ByteSource): Promise<boolean> {
  if (source.size < 6) return false;
  let graph: readonly [number, number] | undefined;
  let versions = 0;
  let opsets = 0;
  let strange = 0;
  let count = 0;
  const patient = await couldBeText(source);
  try {
    await readMessage(source, 0, source.size, (field) => {
      if (modelFields[field.number] !== field.wire) strange += 1;
      else if (field.number === 7) graph ??= [field.from, field.to];
      else if (field.number === 1) versions += 1;
      else if (field.number === 8) opsets += 1;
      count += 1;
      return count > looked && !patient ? "stop" : undefined;
    });
  } catch (cause) {
    if (!(cause instanceof FormatFault)) throw cause;
    // Cut off inside of the graph: the key of the graph has been there.
    return (
      versions === 1 &&
      strange === 0 &&
      graph === undefined &&
      count < 12 &&
      (await graphAnnounced(source, cause.offset))
    );
  }
  if (graph === undefined || (strange > count / 2 && !patient)) return false;
  const [from, to] = graph;
  return (await isGraph(source, from, to, patient)) && versions + opsets > 0;
}

async function graphAnnounced(source: ByteSource, at: number): Promise<boolean> {
  const [key] = await source.read(at, 1);
  return key === 0x3a;
}

async function isGraph(source: ByteSource, from: number, to: number, patient: boolean): Promise<boolean> {
  let fits = 0;
  let count = 0;
  try {
    await readMessage(source, from, to, (field) => {
      count += 1;
      if (graphFields.has(field.number) && field.wire === "len") fits += 1;
      return count >= 100 && !patient ? "stop" : undefined;
    });
  } catch (cause) {
    if (!(cause instanceof FormatFault)) throw cause;
  }
  return fits > 0 && (patient || fits >= count / 2);
}
