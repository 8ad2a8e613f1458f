import type { GradientModel, Rows } from "../../../contracts/index.ts";

export interface InversionOptions {
  /** Steps of descent. Default 200. */
  readonly steps?: number;
  /** Length of a step, as a share of the domain. Default 0.05. */
  readonly rate?: number;
  /** Weight of the distance to the start, which keeps what says nothing of the class as it was. Default 0.001. */
  readonly pull?: number;
}

/**
 * Reconstructs what a model thinks a class looks like: gradient descent on the loss of the class from a start, inside the domain
 * (MIFace, Fredrikson et al. 2015, with normalised steps and a pull towards the start).
 *
 * @param start one row; what an attacker would guess without the model
 * @param domain the values a feature may take
 * @returns the row of least loss on the way
 */
export async function invertClass(
  model: GradientModel,
  target: number,
  start: Float64Array,
  domain: { readonly low: number; readonly high: number },
  options: InversionOptions = {},
): Promise<{ readonly row: Float64Array; readonly loss: number }> {
  const { steps = 200, rate = 0.05, pull = 0.001 } = options;
  const size = rate * (domain.high - domain.low);
  const labels = Int32Array.of(target);
  let row = start.slice();
  let best = { row, loss: Infinity };
  for (let step = 0; step <= steps; step++) {
    const rows: Rows = { count: 1, width: row.length, data: row };
    const { losses, gradients } = await model.lossAndGradient(rows, labels, "cross-entropy");
    const pulled = gradients.map((g, i) => g + 2 * pull * ((row[i] ?? 0) - (start[i] ?? 0)));
    const loss = row.reduce((sum, v, i) => sum + pull * (v - (start[i] ?? 0)) ** 2, losses[0] ?? Infinity);
    if (loss < best.loss) best = { row, loss };
    const length = Math.max(...pulled.map(Math.abs));
    if (!(length > 0)) break;
    const shrink = size * (1 - step / (steps + 1));
    row = row.map((v, i) =>
      Math.min(domain.high, Math.max(domain.low, v - (shrink * (pulled[i] ?? 0)) / length)),
    );
  }
  return best;
}
