import { codeOfElement, type Tensor } from "../tensor/index.ts";
import { toInt64, tensorToRaw } from "./raw-data.ts";
import type { Attribute, Graph, GraphNode, Model, ValueInfo } from "./model.ts";

/** Writes a model as the bytes of an ONNX file: for graphs of gradients, and for models that tests make. */
export function encodeModel({ irVersion, opsets, producer, graph }: Model): Uint8Array {
  const out = new Writer();
  out.int(1, irVersion);
  out.text(2, producer);
  for (const [domain, version] of opsets)
    out.message(8, (opset) => {
      opset.text(1, domain);
      opset.int(2, version);
    });
  out.message(7, (inner) => writeGraph(inner, graph));
  return out.bytes();
}

function writeGraph(out: Writer, { name, nodes, initializers, inputs, outputs }: Graph): void {
  for (const node of nodes) out.message(1, (inner) => writeNode(inner, node));
  out.text(2, name);
  for (const [of, tensor] of initializers) out.message(5, (inner) => writeTensor(inner, tensor, of));
  for (const input of inputs) out.message(11, (inner) => writeValueInfo(inner, input));
  for (const output of outputs) out.message(12, (inner) => writeValueInfo(inner, output));
}

function writeNode(out: Writer, { name, op, domain, inputs, outputs, attributes }: GraphNode): void {
  for (const input of inputs) out.text(1, input);
  for (const output of outputs) out.text(2, output);
  out.text(3, name);
  out.text(4, op);
  for (const [of, attribute] of attributes)
    out.message(5, (inner) => {
      inner.text(1, of);
      writeAttribute(inner, attribute);
    });
  out.text(7, domain);
}

function writeAttribute(out: Writer, attribute: Attribute): void {
  switch (attribute.kind) {
    case "float":
      out.int(20, 1);
      return out.float(2, attribute.value);
    case "int":
      out.int(20, 2);
      return out.int(3, attribute.value);
    case "text":
      out.int(20, 3);
      return out.text(4, attribute.value);
    case "tensor":
      out.int(20, 4);
      return out.message(5, (inner) => writeTensor(inner, attribute.value, ""));
    case "graph":
      out.int(20, 5);
      return out.message(6, (inner) => writeGraph(inner, attribute.value));
    case "floats":
      out.int(20, 6);
      for (const value of attribute.value) out.float(7, value);
      return;
    case "ints":
      out.int(20, 7);
      for (const value of attribute.value) out.int(8, value);
      return;
    case "texts":
      out.int(20, 8);
      for (const value of attribute.value) out.text(9, value);
  }
}

function writeTensor(out: Writer, tensor: Tensor, name: string): void {
  for (const dim of tensor.shape) out.int(1, dim);
  out.int(2, codeOfElement(tensor.type));
  if (tensor.type === "string") for (const value of tensor.data) out.text(6, value);
  out.text(8, name);
  if (tensor.type !== "string") out.raw(9, tensorToRaw(tensor));
}

function writeValueInfo(out: Writer, { name, type, shape }: ValueInfo): void {
  out.text(1, name);
  if (type === undefined) return;
  out.message(2, (of) =>
    of.message(1, (tensor) => {
      tensor.int(1, codeOfElement(type));
      if (shape === undefined) return;
      tensor.message(2, (dims) => {
        for (const dim of shape)
          dims.message(1, (inner) => (typeof dim === "number" ? inner.int(1, dim) : inner.text(2, dim)));
      });
    }),
  );
}

const encoder = new TextEncoder();

/** Fields of one message, in the order they are written. */
class Writer {
  readonly #parts: Uint8Array[] = [];

  int(field: number, value: number): void {
    this.#varint(BigInt(field * 8));
    this.#varint(BigInt.asUintN(64, toInt64(value)));
  }

  float(field: number, value: number): void {
    this.#varint(BigInt(field * 8 + 5));
    const part = new Uint8Array(4);
    new DataView(part.buffer).setFloat32(0, value, true);
    this.#parts.push(part);
  }

  text(field: number, value: string): void {
    this.raw(field, encoder.encode(value));
  }

  raw(field: number, value: Uint8Array): void {
    this.#varint(BigInt(field * 8 + 2));
    this.#varint(BigInt(value.length));
    this.#parts.push(value);
  }

  message(field: number, write: (inner: Writer) => void): void {
    const inner = new Writer();
    write(inner);
    this.raw(field, inner.bytes());
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#parts);
  }

  #varint(value: bigint): void {
    const bytes: number[] = [];
    let rest = value;
    do {
      bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
      rest >>= 7n;
    } while (rest > 0n);
    this.#parts.push(Uint8Array.from(bytes));
  }
}
