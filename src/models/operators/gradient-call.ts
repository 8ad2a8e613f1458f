import { modelsErrors } from "../errors.ts";
import type { GraphNode } from "../onnx/index.ts";
import { tensorOf, type NumberTensor, type NumberType } from "../tensor/index.ts";
import { Attributes } from "./attributes.ts";
import { describe } from "./call.ts";
import type { Emitter } from "./emitter.ts";

/** What was seen of a value when the model ran on a few rows. */
export interface Seen {
  readonly type: NumberType | "string";
  /** With the number of rows it ran on. */
  readonly shape: readonly number[];
  /** Axes whose size follows the number of rows. */
  readonly rowAxes: ReadonlySet<number>;
  /** Its numbers on those rows, where it has few. */
  readonly sample?: ArrayLike<number>;
  /** Its numbers, where they are the same whatever the rows. */
  readonly constant?: NumberTensor;
}

/** One node whose place nodes that compute the same are to take. */
export class ExpandCall {
  readonly node: GraphNode;
  readonly attributes: Attributes;
  readonly emit: Emitter;
  readonly opset: number;
  readonly #seen: ReadonlyMap<string, Seen>;

  constructor(node: GraphNode, emit: Emitter, seen: ReadonlyMap<string, Seen>, opset: number) {
    this.node = node;
    this.attributes = new Attributes(node);
    this.emit = emit;
    this.opset = opset;
    this.#seen = seen;
  }

  /** Name of input `index`, which has to be there. */
  input(index: number): string {
    const name = this.node.inputs[index] ?? "";
    if (name === "") throw modelsErrors.notReadable(`${describe(this.node)} lacks its input ${index}.`);
    return name;
  }

  hasInput(index: number): boolean {
    return (this.node.inputs[index] ?? "") !== "";
  }

  /** Name of output `index`, `""` where nobody asks for it. */
  output(index: number): string {
    return this.node.outputs[index] ?? "";
  }

  seen(name: string): Seen {
    const seen = this.#seen.get(name);
    if (seen === undefined) throw this.none(`reads \`${name}\`, which was not computed`);
    return seen;
  }

  shape(name: string): readonly number[] {
    return this.seen(name).shape;
  }

  /** A number of the type of `like`. */
  number(value: number, like: string): string {
    const { type } = this.seen(like);
    if (type === "string") throw this.none("computes with text");
    return this.emit.number(value, type);
  }

  /** Whole numbers of an input, or of an attribute of the same meaning in older versions; undefined where neither is there. */
  list(index: number, attribute: string): readonly number[] | undefined {
    const name = this.node.inputs[index] ?? "";
    if (name === "") return this.attributes.ints(attribute);
    const { constant } = this.seen(name);
    if (constant === undefined) throw this.none(`has an input ${index} that differs from row to row`);
    return Array.from(constant.data);
  }

  /** The axis counted from 0, of one that may be counted from the end. */
  axis(axis: number, rank: number): number {
    return axis < 0 ? axis + rank : axis;
  }

  /** A list of numbers of the type of `like`. */
  listOf(values: readonly number[], like: string): NumberTensor {
    const { type } = this.seen(like);
    if (type === "string") throw this.none("computes with text");
    return tensorOf(type, [values.length], values);
  }

  /** The mean along axes, which stay; `like` is a value whose sizes along them, and whose type, it has. */
  mean(name: string, axes: readonly number[], like: string): string {
    const count = axes.reduce((product, axis) => product * (this.shape(like)[axis] ?? 1), 1);
    return this.emit.divide(this.emit.sum(name, axes), this.number(count, like));
  }

  /** The largest along axes, which stay. */
  reduceMax(name: string, axes: readonly number[]): string {
    return this.opset >= 18
      ? this.emit.node("ReduceMax", [name, this.emit.ints(axes)])
      : this.emit.node("ReduceMax", [name], { axes });
  }

  unsupported(what: string): Error {
    return modelsErrors.unsupportedOperator(`${describe(this.node)} ${what}, which is not computed here.`);
  }

  none(why: string): Error {
    return modelsErrors.noGradient(`${describe(this.node)} ${why}.`);
  }
}

/** One node whose gradient is to be built. */
export class GradientCall extends ExpandCall {
  readonly #gradients: readonly (string | undefined)[];
  readonly #needed: readonly boolean[];
  /** Names of outputs the node does not have yet and must have, by index. */
  readonly added = new Map<number, string>();

  constructor(
    node: GraphNode,
    emit: Emitter,
    seen: ReadonlyMap<string, Seen>,
    options: {
      readonly opset: number;
      /** Names of the gradients of the outputs, where there are. */
      readonly gradients: readonly (string | undefined)[];
      /** Which inputs depend on what is differentiated by. */
      readonly needed: readonly boolean[];
    },
  ) {
    super(node, emit, seen, options.opset);
    this.#gradients = options.gradients;
    this.#needed = options.needed;
  }

  /** Name of the gradient of output `index`. */
  gradientOf(index: number): string | undefined {
    return this.#gradients[index];
  }

  /** Of the first output; where only another one has a gradient, there is none. */
  get gradient(): string {
    const gradient = this.#gradients[0];
    if (gradient === undefined || this.#gradients.slice(1).some((other) => other !== undefined))
      throw this.none("is asked for the gradient of an output beyond its first");
    return gradient;
  }

  /** Name of an output that the node may leave out; it is made to have it. */
  wantOutput(index: number): string {
    const known = this.output(index);
    if (known !== "") return known;
    const name = this.added.get(index) ?? this.emit.fresh();
    this.added.set(index, name);
    return name;
  }

  needs(index: number): boolean {
    return this.#needed[index] ?? false;
  }

  /** The value for inputs that need it; nothing is emitted for others. */
  forNeeded(...builders: readonly (() => string)[]): readonly (string | undefined)[] {
    return builders.map((build, index) => (this.needs(index) ? build() : undefined));
  }

  /** Sums a gradient over the axes along which input `index` was repeated, so that it has that input's shape. */
  unbroadcast(gradient: string, index: number): string {
    const from = this.shape(this.output(0));
    const name = this.input(index);
    const to = this.shape(name);
    const offset = from.length - to.length;
    const axes = from.flatMap((dim, axis) =>
      axis < offset || (to[axis - offset] === 1 && dim !== 1) ? [axis] : [],
    );
    if (axes.length === 0) return gradient;
    const summed = this.emit.sum(gradient, axes);
    return offset === 0 ? summed : this.emit.reshapeAs(summed, name);
  }
}
