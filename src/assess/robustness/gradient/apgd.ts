import type { Loss } from "../../../contracts/index.ts";
import type { Answer, Attack, AttackContext, Question } from "../attack.ts";
import type { Norm } from "../distances.ts";
import { randomStart } from "../draws/index.ts";
import { lookAt } from "./look.ts";
import { ascend } from "./step.ts";

export interface ApgdOptions {
  readonly norm?: Norm;
  readonly epsilon: number;
  /** `dlr` needs three classes; of two, the margin is taken, which is what DLR divides. */
  readonly loss: "cross-entropy" | "dlr";
  /** Default 100. */
  readonly iterations?: number;
  /** Default 5. */
  readonly restarts?: number;
}

const momentum = 0.75;
const improving = 0.75;

/**
 * Auto-PGD (Croce and Hein, "Reliable evaluation of adversarial robustness with an ensemble of diverse
 * parameter-free attacks", 2020, Algorithm 1): momentum, and a step that halves, going back to the best point, when
 * progress stalls. For L1 the same scheme with the sparse step of `pgd`.
 *
 * @example apgd({ epsilon: 8 / 255, loss: "dlr" })
 */
export function apgd(options: ApgdOptions): Attack {
  const { norm = "linf", epsilon, iterations = 100, restarts = 5 } = options;
  return {
    name: `apgd-${options.loss === "dlr" ? "dlr" : "ce"}-${norm}-${epsilon}`,
    access: "gradient",
    seeks: "ball",
    norm,
    epsilon,
    *steps(context) {
      const loss = options.loss === "dlr" && context.classes < 3 ? "margin" : options.loss;
      yield* climb(context, loss, epsilon, iterations, restarts);
      return undefined;
    },
  };
}

/** One restart on its way. */
interface Climber {
  now: Float64Array;
  before: Float64Array;
  best: Float64Array;
  bestGradient: Float64Array;
  bestLoss: number;
  loss: number;
  length: number;
  improved: number;
  bestAtCheckpoint: number;
  halvedAtCheckpoint: boolean;
}

function* climb(
  context: AttackContext,
  loss: Loss,
  epsilon: number,
  iterations: number,
  restarts: number,
): Generator<Question, void, Answer> {
  const { region, random } = context;
  const climbers = Array.from({ length: restarts }, (_, i): Climber => {
    const now = randomStart(region, random.derive(`restart-${i}`));
    return {
      now,
      before: now,
      best: now,
      bestGradient: new Float64Array(now.length),
      bestLoss: -Infinity,
      loss: -Infinity,
      length: 2 * epsilon,
      improved: 0,
      bestAtCheckpoint: -Infinity,
      halvedAtCheckpoint: true,
    };
  });
  const checkpoints = checkpointsOf(iterations);
  let last = 0;
  for (let at = 0; at <= iterations; at++) {
    const seen = yield* lookAt(
      context,
      climbers.map(({ now }) => now),
      loss,
    );
    const stop = checkpoints.has(at) && at > 0;
    climbers.forEach((climber, i) => {
      let gradient = seen.gradients[i] ?? climber.bestGradient;
      const value = seen.losses[i] ?? -Infinity;
      if (value > climber.loss) climber.improved++;
      climber.loss = value;
      if (value > climber.bestLoss) {
        climber.bestLoss = value;
        climber.best = climber.now;
        climber.bestGradient = gradient.slice();
      }
      if (stop && stalled(climber, at - last)) {
        climber.length /= 2;
        climber.now = climber.best;
        climber.before = climber.best;
        climber.loss = climber.bestLoss;
        gradient = climber.bestGradient;
      }
      advance(climber, gradient, context, at === 0);
    });
    if (stop) last = at;
  }
}

/** Few steps improved; or nothing was gained since the last checkpoint though the step stayed as it was. */
function stalled(climber: Climber, steps: number): boolean {
  const few = climber.improved < improving * steps;
  const stuck = !climber.halvedAtCheckpoint && climber.bestAtCheckpoint >= climber.bestLoss;
  const halve = few || stuck;
  climber.improved = 0;
  climber.bestAtCheckpoint = climber.bestLoss;
  climber.halvedAtCheckpoint = halve;
  return halve;
}

function advance(climber: Climber, gradient: Float64Array, { region }: AttackContext, first: boolean): void {
  const stepped = climber.now.slice();
  ascend(stepped, gradient, climber.length, region);
  region.project(stepped);
  const next = stepped;
  if (!first) {
    for (let j = 0; j < next.length; j++) {
      const now = climber.now[j] ?? 0;
      next[j] =
        now + momentum * ((stepped[j] ?? 0) - now) + (1 - momentum) * (now - (climber.before[j] ?? 0));
    }
    region.project(next);
  }
  climber.before = climber.now;
  climber.now = next;
}

/** p₀ = 0, p₁ = .22, then each interval .03 shorter and never under .06. */
function checkpointsOf(iterations: number): ReadonlySet<number> {
  const points = new Set<number>();
  let before = 0;
  let point = 0.22;
  while (point <= 1) {
    points.add(Math.ceil(point * iterations));
    const next = point + Math.max(point - before - 0.03, 0.06);
    before = point;
    point = next;
  }
  return points;
}
