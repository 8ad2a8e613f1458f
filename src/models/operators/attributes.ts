import { modelsErrors } from "../errors.ts";
import type { Attribute, Graph, GraphNode } from "../onnx/index.ts";
import type { Tensor } from "../tensor/index.ts";

/** Reads the attributes of a node; one of another kind than asked for is an error, never ignored. */
export class Attributes {
  readonly node: GraphNode;
  constructor(node: GraphNode) {
    this.node = node;
  }

  has(name: string): boolean {
    return this.node.attributes.has(name);
  }
  int(name: string, otherwise: number): number {
    return this.#read(name, "int") ?? otherwise;
  }
  float(name: string, otherwise: number): number {
    return this.#read(name, "float") ?? otherwise;
  }
  text(name: string, otherwise: string): string {
    return this.#read(name, "text") ?? otherwise;
  }
  ints(name: string): readonly number[] | undefined {
    return this.#read(name, "ints");
  }
  floats(name: string): readonly number[] | undefined {
    return this.#read(name, "floats");
  }
  texts(name: string): readonly string[] | undefined {
    return this.#read(name, "texts");
  }
  tensor(name: string): Tensor | undefined {
    return this.#read(name, "tensor");
  }
  graph(name: string): Graph {
    const graph = this.#read(name, "graph");
    if (graph === undefined) throw modelsErrors.notReadable(`${this.node.op} has no graph \`${name}\`.`);
    return graph;
  }

  #read<Kind extends Attribute["kind"]>(name: string, kind: Kind): ValueOf[Kind] | undefined {
    const attribute = this.node.attributes.get(name);
    if (attribute === undefined) return undefined;
    if (attribute.kind !== kind)
      throw modelsErrors.notReadable(
        `The attribute \`${name}\` of ${this.node.op} is of the kind ${attribute.kind} where ${kind} belongs.`,
      );
    // Safe: the kind was compared.
    return attribute.value as ValueOf[Kind];
  }
}

type ValueOf = { readonly [One in Attribute as One["kind"]]: One["value"] };
