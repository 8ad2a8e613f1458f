/** @throws RangeError unless 0 < confidence < 1. */
export function requireConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`a confidence lies strictly between 0 and 1, such as 0.95; got ${confidence}`);
  }
}

/** @throws RangeError unless 0 ≤ successes ≤ n and n is a whole number. */
export function requireCount(successes: number, n: number): void {
  if (!Number.isSafeInteger(n) || n < 0)
    throw new RangeError(`a number of cases is a whole number; got ${n}`);
  if (!(successes >= 0 && successes <= n)) {
    throw new RangeError(`successes lie between 0 and the ${n} cases; got ${successes}`);
  }
}

/** @throws RangeError unless 0 < rate < 1. */
export function requireRate(rate: number, name: string): void {
  if (!(rate > 0 && rate < 1)) throw new RangeError(`${name} lies strictly between 0 and 1; got ${rate}`);
}
