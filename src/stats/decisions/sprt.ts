/** Two rates to tell apart, `accepted` < `rejected`, and the risks of either error. */
export interface SprtPlan {
  readonly accepted: number;
  readonly rejected: number;
  /** Largest probability of deciding `rejected` when `accepted` is true. */
  readonly alpha: number;
  /** Largest probability of deciding `accepted` when `rejected` is true. */
  readonly beta: number;
}

export interface Sprt {
  readonly n: number;
  readonly logRatio: number;
  /** The first decision stands, whatever comes after. */
  readonly decision: "accepted" | "rejected" | "undecided";
  add(breached: boolean): void;
}

/**
 * Wald's sequential probability ratio test of two rates (1945). Narrower in purpose than a confidence sequence: it
 * tells two named rates apart with the fewest trials, and gives no interval.
 *
 * @throws RangeError unless 0 < accepted < rejected < 1 and both risks lie in (0, ½).
 * @example const test = createSprt({ accepted: 0.01, rejected: 0.05, alpha: 0.05, beta: 0.05 });
 */
export function createSprt(plan: SprtPlan): Sprt {
  const { upper, lower, onBreach, onHold } = thresholds(plan);
  let n = 0;
  let logRatio = 0;
  let decision: Sprt["decision"] = "undecided";
  return {
    get n() {
      return n;
    },
    get logRatio() {
      return logRatio;
    },
    get decision() {
      return decision;
    },
    add: (breached) => {
      if (decision !== "undecided") return;
      n += 1;
      logRatio += breached ? onBreach : onHold;
      if (logRatio >= upper) decision = "rejected";
      else if (logRatio <= lower) decision = "accepted";
    },
  };
}

/**
 * Wald's approximation of how many trials the test takes on average when one of its two rates is the true one.
 *
 * @example sprtExpectedTrials({ accepted: 0.01, rejected: 0.05, alpha: 0.05, beta: 0.05 })
 * // { ifAccepted: 107.1…, ifRejected: 64.2… }
 */
export function sprtExpectedTrials(plan: SprtPlan): {
  readonly ifAccepted: number;
  readonly ifRejected: number;
} {
  const { upper, lower, onBreach, onHold } = thresholds(plan);
  const drift = (rate: number): number => rate * onBreach + (1 - rate) * onHold;
  return {
    ifAccepted: (plan.alpha * upper + (1 - plan.alpha) * lower) / drift(plan.accepted),
    ifRejected: ((1 - plan.beta) * upper + plan.beta * lower) / drift(plan.rejected),
  };
}

function thresholds(plan: SprtPlan): { upper: number; lower: number; onBreach: number; onHold: number } {
  const { accepted, rejected, alpha, beta } = plan;
  if (!(accepted > 0 && accepted < rejected && rejected < 1)) {
    throw new RangeError(`the two rates must satisfy 0 < ${accepted} < ${rejected} < 1`);
  }
  for (const risk of [alpha, beta]) {
    if (!(risk > 0 && risk < 0.5))
      throw new RangeError(`a risk lies strictly between 0 and 0.5; got ${risk}`);
  }
  return {
    upper: Math.log((1 - beta) / alpha),
    lower: Math.log(beta / (1 - alpha)),
    onBreach: Math.log(rejected / accepted),
    onHold: Math.log1p(-rejected) - Math.log1p(-accepted),
  };
}
