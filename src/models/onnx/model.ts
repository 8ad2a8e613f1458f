import type { ElementType, Tensor } from "../tensor/index.ts";

/** A model file as data: what an `onnx.ModelProto` says that bears on what is computed. */
export interface Model {
  readonly irVersion: number;
  /** Version of the operators by domain; "" is ONNX's own. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly producer: string;
  readonly graph: Graph;
}

/** Nodes in an order in which each comes behind what it reads. */
export interface Graph {
  readonly name: string;
  readonly nodes: readonly GraphNode[];
  readonly initializers: ReadonlyMap<string, Tensor>;
  /** Without those that an initializer gives. */
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

export interface GraphNode {
  /** Name of the node; may be empty. */
  readonly name: string;
  readonly op: string;
  /** "" for ONNX's own operators, `ai.onnx.ml` for trees and the like. */
  readonly domain: string;
  /** Names of values; "" for an optional one that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

export type Attribute =
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "tensor"; readonly value: Tensor }
  | { readonly kind: "graph"; readonly value: Graph }
  | { readonly kind: "floats"; readonly value: readonly number[] }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "texts"; readonly value: readonly string[] };

/** What a value is declared to be. */
export interface ValueInfo {
  readonly name: string;
  /** Absent where it is no tensor (the sequence of maps that `ZipMap` makes). */
  readonly type?: ElementType;
  /** A number, or the name of a size that is known only when it runs. Absent: nothing is said. */
  readonly shape?: readonly (number | string)[];
}
