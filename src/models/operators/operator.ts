import type { Tensor } from "../tensor/index.ts";
import type { Call } from "./call.ts";
import type { ExpandCall, GradientCall } from "./gradient-call.ts";

/**
 * One operator of ONNX: what it computes and what its gradient is. The gradient is made of further operators, so
 * that it runs on whatever runs the model.
 *
 * An operator says exactly one thing about its gradient: the nodes of it (`gradient`), simpler operators that
 * compute the same and have one (`expand`), that it is zero wherever it is defined (`isFlat`), or nothing, and
 * then models whose answer passes through it have none.
 */
export interface Operator {
  /** As the specification writes it. */
  readonly op: string;
  readonly domain: "" | "ai.onnx.ml";
  /** One tensor an output, in their order; those nobody asks for may be left out at the end. */
  run(call: Call): readonly Tensor[];
  /** Names of the gradients by input, undefined where there is none (indices, shapes). */
  gradient?(call: GradientCall): readonly (string | undefined)[];
  /** Names of the values that stand for the outputs; "" for one that nothing differentiable is made of. */
  expand?(call: ExpandCall): readonly string[];
  readonly isFlat?: true;
  /** Uses on which forward and gradient are proven; at least one. */
  readonly examples: readonly Example[];
}

/** A use of an operator. */
export interface Example {
  /**
   * What goes in: a shape such as `"2x3"` for numbers drawn between -2 and 2, `"2x3+"` for positive ones,
   * `"2x3~"` for ones that are all different by more than a hundredth, a tensor for given ones,
   * `""` for an input left out.
   */
  readonly inputs: readonly (string | Tensor)[];
  readonly attributes?: Readonly<
    Record<string, number | string | readonly number[] | readonly string[] | Tensor>
  >;
  /** Indices of the inputs whose gradient is asked for; those drawn at random when absent. */
  readonly varied?: readonly number[];
  /** How many outputs there are; 1 when absent. */
  readonly outputs?: number;
  /** Attributes that are whole floats, such as `alpha: 1`, which would be taken for ints. */
  readonly floats?: readonly string[];
  /** Version of the operators; 17 when absent. */
  readonly opset?: number;
}
