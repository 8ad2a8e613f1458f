import { FormatFault, int64Of } from "../../formats/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { modelsErrors } from "../errors.ts";
import { elementOfCode, type Tensor } from "../tensor/index.ts";
import type { Attribute, Graph, GraphNode, Model, ValueInfo } from "./model.ts";
import { readAttribute } from "./decode-attribute.ts";
import { readTensor } from "./decode-tensor.ts";
import {
  fieldsOf,
  spanOf,
  text,
  whole,
  type Decoding,
  type ExternalDataReader,
  type WireSpan,
} from "./wire.ts";

const deepest = 16;

/**
 * Reads a model file into a graph. Nothing in it is run; every size is checked against the bytes that are there
 * before memory is taken. Messages after onnx/onnx.proto, IR version 13.
 *
 * @throws MODELS_NOT_READABLE, MODELS_TOO_LARGE, MODELS_EXTERNAL_DATA, MODELS_UNSUPPORTED_OPERATOR
 * @example const model = await decodeModel(await readBounded("fraud.onnx", 100_000_000));
 */
export async function decodeModel(bytes: Uint8Array, externalData?: ExternalDataReader): Promise<Model> {
  try {
    return await readModel({ bytes, externalData, depth: 0, readGraph });
  } catch (cause) {
    if (cause instanceof BartizanError) throw cause;
    if (cause instanceof FormatFault)
      throw modelsErrors.notReadable(`At byte ${cause.offset}: ${cause.message}.`, {}, { cause });
    throw cause;
  }
}

async function readModel(decoding: Decoding): Promise<Model> {
  let irVersion = 0;
  let producer = "";
  let graph: Graph | undefined;
  const opsets = new Map<string, number>();
  await fieldsOf(decoding, whole(decoding), async (field) => {
    if (field.number === 1) irVersion = int64Of(field);
    else if (field.number === 2) producer = text(decoding, field);
    else if (field.number === 7) graph = await readGraph(decoding, spanOf(field));
    else if (field.number === 8) await readOpset(decoding, spanOf(field), opsets);
    else if (field.number === 25)
      throw modelsErrors.unsupportedOperator(
        "The model defines functions of its own.",
        {},
        {
          remedy: "Export the model with its functions inlined.",
        },
      );
  });
  if (graph === undefined || opsets.size === 0)
    throw modelsErrors.notReadable("The bytes hold no graph, or do not say the version of its operators.");
  return { irVersion, producer, opsets, graph };
}

async function readOpset(decoding: Decoding, span: WireSpan, opsets: Map<string, number>): Promise<void> {
  let domain = "";
  let version = 0;
  await fieldsOf(decoding, span, (field) => {
    if (field.number === 1) domain = text(decoding, field);
    else if (field.number === 2) version = int64Of(field);
  });
  opsets.set(domain === "ai.onnx" ? "" : domain, version);
}

/** A graph, of the model or inside of an operator. */
async function readGraph(decoding: Decoding, span: WireSpan): Promise<Graph> {
  if (decoding.depth > deepest)
    throw new FormatFault("too-large", "graphs too deep inside each other", span.from);
  let name = "";
  const nodes: GraphNode[] = [];
  const initializers = new Map<string, Tensor>();
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  await fieldsOf(decoding, span, async (field) => {
    if (field.number === 1) nodes.push(await readNode(decoding, spanOf(field)));
    else if (field.number === 2) name = text(decoding, field);
    else if (field.number === 5) {
      const { name: of, tensor } = await readTensor(decoding, spanOf(field));
      initializers.set(of, tensor);
    } else if (field.number === 11) inputs.push(await readValueInfo(decoding, spanOf(field)));
    else if (field.number === 12) outputs.push(await readValueInfo(decoding, spanOf(field)));
    else if (field.number === 15)
      throw modelsErrors.unsupportedOperator(
        "The model has sparse weights, which are not computed with here.",
      );
  });
  return {
    name,
    nodes,
    initializers,
    inputs: inputs.filter((input) => !initializers.has(input.name)),
    outputs,
  };
}

async function readNode(decoding: Decoding, span: WireSpan): Promise<GraphNode> {
  let name = "";
  let op = "";
  let domain = "";
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Attribute>();
  await fieldsOf(decoding, span, async (field) => {
    if (field.number === 1) inputs.push(text(decoding, field));
    else if (field.number === 2) outputs.push(text(decoding, field));
    else if (field.number === 3) name = text(decoding, field);
    else if (field.number === 4) op = text(decoding, field);
    else if (field.number === 7) domain = text(decoding, field);
    else if (field.number === 5) {
      const read = await readAttribute(decoding, spanOf(field));
      if (read !== undefined) attributes.set(read.name, read.attribute);
    }
  });
  return { name, op, domain: domain === "ai.onnx" ? "" : domain, inputs, outputs, attributes };
}

async function readValueInfo(decoding: Decoding, span: WireSpan): Promise<ValueInfo> {
  let name = "";
  let typeSpan: WireSpan | undefined;
  await fieldsOf(decoding, span, (field) => {
    if (field.number === 1) name = text(decoding, field);
    else if (field.number === 2) typeSpan = spanOf(field);
  });
  let tensorSpan: WireSpan | undefined;
  if (typeSpan !== undefined)
    await fieldsOf(decoding, typeSpan, (field) => {
      if (field.number === 1) tensorSpan = spanOf(field);
    });
  if (tensorSpan === undefined) return { name };
  let type: ValueInfo["type"];
  let shape: (number | string)[] | undefined;
  await fieldsOf(decoding, tensorSpan, async (field) => {
    if (field.number === 1) type = elementOfCode(int64Of(field));
    else if (field.number === 2) {
      const dims: (number | string)[] = [];
      await fieldsOf(decoding, spanOf(field), async (dim) => {
        if (dim.number === 1) dims.push(await readDim(decoding, spanOf(dim)));
      });
      shape = dims;
    }
  });
  return { name, ...(type === undefined ? {} : { type }), ...(shape === undefined ? {} : { shape }) };
}

async function readDim(decoding: Decoding, span: WireSpan): Promise<number | string> {
  let dim: number | string = "";
  await fieldsOf(decoding, span, (field) => {
    if (field.number === 1) dim = int64Of(field);
    else if (field.number === 2) dim = text(decoding, field);
  });
  return dim;
}
