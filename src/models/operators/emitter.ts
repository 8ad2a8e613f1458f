import type { Attribute, GraphNode } from "../onnx/index.ts";
import { codeOfElement, int64s, scalar, type NumberType, type Tensor } from "../tensor/index.ts";

/** Values of attributes as they are written down: whole numbers are ints; see `float` for floats. */
export type AttributeValues = Readonly<
  Record<string, number | string | readonly number[] | Tensor | { readonly float: number }>
>;

/** Collects nodes and weights under names of its own. Operators are those of ONNX 17 and later, in forms that never changed since. */
export class Emitter {
  readonly nodes: GraphNode[] = [];
  readonly initializers = new Map<string, Tensor>();
  readonly #prefix: string;
  readonly #known = new Map<string, string>();
  #count = 0;

  /** @param prefix begins no name of the graph that the nodes are added to */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  node(op: string, inputs: readonly string[], attributes: AttributeValues = {}): string {
    return this.many(op, inputs, 1, attributes)[0] ?? "";
  }

  many(op: string, inputs: readonly string[], outputs: number, attributes: AttributeValues = {}): string[] {
    const names = Array.from({ length: outputs }, () => this.fresh());
    this.nodes.push({
      name: "",
      op,
      domain: "",
      inputs,
      outputs: names,
      attributes: new Map(Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)])),
    });
    return names;
  }

  /** A node under the name that a value is to have. */
  as(output: string, op: string, inputs: readonly string[], attributes: AttributeValues = {}): void {
    const name = this.node(op, inputs, attributes);
    this.nodes.push({
      name: "",
      op: "Identity",
      domain: "",
      inputs: [name],
      outputs: [output],
      attributes: new Map(),
    });
  }

  constant(tensor: Tensor): string {
    const name = this.fresh();
    this.initializers.set(name, tensor);
    return name;
  }

  ints(values: readonly number[]): string {
    return this.#once(`i${values.join()}`, () => int64s(values));
  }

  /** One whole number, as an index. */
  index(value: number): string {
    return this.number(value, "int64");
  }

  number(value: number, type: NumberType): string {
    return this.#once(`${type}${Object.is(value, -0) ? "-0" : value}`, () => scalar(type, value));
  }

  add(a: string, b: string): string {
    return this.node("Add", [a, b]);
  }
  subtract(a: string, b: string): string {
    return this.node("Sub", [a, b]);
  }
  multiply(a: string, b: string): string {
    return this.node("Mul", [a, b]);
  }
  divide(a: string, b: string): string {
    return this.node("Div", [a, b]);
  }
  cast(a: string, type: NumberType): string {
    return this.node("Cast", [a], { to: codeOfElement(type) });
  }
  negate(a: string): string {
    return this.node("Neg", [a]);
  }
  /** Sum along axes, which stay with size 1 unless told otherwise. */
  sum(a: string, axes: readonly number[], keep = true): string {
    return this.node("ReduceSum", [a, this.ints(axes)], { keepdims: keep ? 1 : 0 });
  }
  /** The elements of `a` in the shape of `like`. */
  reshapeAs(a: string, like: string): string {
    return this.node("Reshape", [a, this.node("Shape", [like])]);
  }
  /** `a` repeated to the shape of `like`. */
  expandAs(a: string, like: string): string {
    return this.node("Expand", [a, this.node("Shape", [like])]);
  }

  #once(key: string, make: () => Tensor): string {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const name = this.constant(make());
    this.#known.set(key, name);
    return name;
  }

  /** A name nothing has yet. */
  fresh(): string {
    this.#count += 1;
    return `${this.#prefix}${this.#count}`;
  }
}

export function attributeOf(value: AttributeValues[string] | readonly string[], isFloat = false): Attribute {
  if (typeof value === "number") return isFloat ? { kind: "float", value } : { kind: "int", value };
  if (typeof value === "string") return { kind: "text", value };
  if (Array.isArray(value)) {
    // Safe: an array of attributes holds numbers or texts, never both.
    if (typeof value[0] === "string") return { kind: "texts", value: value as readonly string[] };
    return { kind: isFloat ? "floats" : "ints", value: value as readonly number[] };
  }
  // Safe: arrays were told apart above, which TypeScript does not see of readonly ones.
  const rest = value as Tensor | { readonly float: number };
  return "float" in rest ? { kind: "float", value: rest.float } : { kind: "tensor", value: rest };
}
