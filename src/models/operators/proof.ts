import { gradientProblems } from "../gradient/finite-differences.ts";
import { exampleModel } from "./example-model.ts";
import type { Operator } from "./operator.ts";

/**
 * What is wrong with an operator: it has no example, an example cannot be computed, or the gradient disagrees with
 * finite differences in float64.
 */
export function prove(operator: Operator): string[] {
  if (operator.examples.length === 0) return ["has no example"];
  const said = ["gradient", "expand", "isFlat"].filter((key) => key in operator).length;
  if (said > 1) return ["says more than one thing about its gradient"];
  return operator.examples.flatMap((example, i) => {
    try {
      return gradientProblems(exampleModel(operator, example)).map((problem) => `example ${i}: ${problem}`);
    } catch (cause) {
      return [`example ${i}: ${cause instanceof Error ? cause.message : String(cause)}`];
    }
  });
}
