import { modelsErrors } from "../errors.ts";
import type { Graph, GraphNode } from "../onnx/index.ts";
import {
  allocate,
  sizeOf,
  type Numbers,
  type NumberTensor,
  type NumberType,
  type Tensor,
} from "../tensor/index.ts";
import { Attributes } from "./attributes.ts";

/** Runs a graph inside of an operator, with values of its inputs; values around it can be read by it. */
export type RunInner = (graph: Graph, inputs: readonly Tensor[]) => readonly Tensor[];

/** One node that is to be computed now. */
export class Call {
  readonly node: GraphNode;
  readonly attributes: Attributes;
  readonly inputs: readonly (Tensor | undefined)[];
  /** Version of the operators of the node's domain. */
  readonly opset: number;
  /** Floats are stored as float64, whatever their type: for checks. */
  readonly wide: boolean;
  readonly runInner: RunInner;

  constructor(
    node: GraphNode,
    inputs: readonly (Tensor | undefined)[],
    options: { readonly opset: number; readonly wide: boolean; readonly runInner: RunInner },
  ) {
    this.node = node;
    this.attributes = new Attributes(node);
    this.inputs = inputs;
    this.opset = options.opset;
    this.wide = options.wide;
    this.runInner = options.runInner;
  }

  /** Input `index`, which has to be there and of numbers. */
  numbers(index: number): NumberTensor {
    const tensor = this.optional(index);
    if (tensor === undefined) throw modelsErrors.notReadable(`${this.node.op} lacks its input ${index}.`);
    return tensor;
  }

  optional(index: number): NumberTensor | undefined {
    const tensor = this.inputs[index];
    if (tensor?.type === "string") throw this.unsupported("does not compute with text here");
    return tensor;
  }

  any(index: number): Tensor {
    const tensor = this.inputs[index];
    if (tensor === undefined) throw modelsErrors.notReadable(`${this.node.op} lacks its input ${index}.`);
    return tensor;
  }

  /** Whole numbers of an input, or of an attribute of the same meaning in older versions. */
  list(index: number, attribute: string): number[] | undefined {
    const tensor = this.optional(index);
    return tensor === undefined ? this.attributes.ints(attribute)?.slice() : Array.from(tensor.data);
  }

  /** Zeros to be filled. */
  fresh(
    type: NumberType,
    shape: readonly number[],
  ): { type: NumberType; shape: readonly number[]; data: Numbers } {
    return { type, shape, data: allocate(type, sizeOf(shape), this.wide) };
  }

  /** The axis counted from 0, of one that may be counted from the end. */
  axis(axis: number, rank: number): number {
    const positive = axis < 0 ? axis + rank : axis;
    if (!(positive >= 0 && positive <= rank)) throw this.unsupported(`has the axis ${axis} of ${rank}`);
    return positive;
  }

  unsupported(what: string): Error {
    return modelsErrors.unsupportedOperator(`${describe(this.node)} ${what}.`);
  }
}

/** How a node is named to people. */
export function describe({ op, domain, name, outputs }: GraphNode): string {
  const of = name !== "" ? name : (outputs[0] ?? "");
  return `${domain === "" ? "" : `${domain}.`}${op}${of === "" ? "" : ` (${of})`}`;
}
