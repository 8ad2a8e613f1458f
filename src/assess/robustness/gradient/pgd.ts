import type { Loss } from "../../../contracts/index.ts";
import type { Attack } from "../attack.ts";
import type { Norm } from "../distances.ts";
import { randomStart } from "../draws/index.ts";
import { ascend } from "./step.ts";
import { lookAt, show } from "./look.ts";

export interface PgdOptions {
  readonly norm?: Norm;
  readonly epsilon: number;
  /** Default 40. */
  readonly steps?: number;
  /** Default 5; each begins at its own place in the ball. */
  readonly restarts?: number;
  /** Length of a step; default ε/10 for 40 steps, otherwise so that 4ε can be walked. */
  readonly stepLength?: number;
  /** Default cross-entropy. */
  readonly loss?: Loss;
}

/**
 * Projected gradient ascent of the loss (Madry et al., "Towards deep learning models resistant to adversarial
 * attacks", 2018), all restarts at once.
 *
 * @example pgd({ epsilon: 0.1 }) // 40 steps of ε/10, 5 restarts, L∞
 */
export function pgd(options: PgdOptions): Attack {
  const { norm = "linf", epsilon, steps = 40, restarts = 5, loss = "cross-entropy" } = options;
  const stepLength = options.stepLength ?? (4 * epsilon) / steps;
  return {
    name: `pgd-${norm}-${epsilon}`,
    access: "gradient",
    seeks: "ball",
    norm,
    epsilon,
    *steps(context) {
      const { region, random } = context;
      const iterates = Array.from({ length: restarts }, (_, i) =>
        randomStart(region, random.derive(`restart-${i}`)),
      );
      for (let step = 0; step < steps; step++) {
        const { gradients } = yield* lookAt(context, iterates, loss);
        iterates.forEach((iterate, i) => {
          ascend(iterate, gradients[i] ?? new Float64Array(0), stepLength, region);
          region.project(iterate);
        });
      }
      yield* show(context, iterates);
      return undefined;
    },
  };
}
