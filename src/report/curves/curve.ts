import type { CurvePoint, ModelMeasure } from "../../contracts/index.ts";
import { percent } from "../../stats/index.ts";
import { linearAxis, logAxis, shareAxis, shortNumber, type CurveAxis } from "./axes.ts";

export type Curve = ModelMeasure & { readonly kind: "curve" };

/** Both axes of a curve. Values that are all shares get a whole axis of shares. */
export function axesOf({ points, logX }: Curve): { readonly x: CurveAxis; readonly y: CurveAxis } {
  const xs = points.map(({ x }) => x);
  const ys = points.flatMap(({ y, interval }) => [y, interval.low, interval.high]);
  return {
    x: logX === true ? logAxis(xs) : linearAxis(xs),
    y: areShares(points) ? shareAxis() : linearAxis(ys),
  };
}

export const areShares = (points: readonly CurvePoint[]): boolean =>
  points.every(({ y, interval }) =>
    [y, interval.low, interval.high].every((value) => value >= 0 && value <= 1),
  );

/** "62 % (52 to 71 % at 95 %)" for a share, "4.2 (3.1 to 5.3 at 95 %)" for any other number. */
export function valueText({ y, interval }: CurvePoint, share: boolean): string {
  const { low, high, confidence } = interval;
  return share
    ? `${percent(y)} (${percent(low, "down").replace(" %", "")} to ${percent(high, "up")} at ${percent(confidence)})`
    : `${shortNumber(y)} (${shortNumber(low)} to ${shortNumber(high)} at ${percent(confidence)})`;
}

/** The curve in a sentence, for those who do not see it: its ends. */
export function curveWords({ title, xLabel, yLabel, points }: Curve): string {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return `${title}: no point.`;
  const share = areShares(points);
  const at = (point: CurvePoint): string => `${valueText(point, share)} at ${shortNumber(point.x)}`;
  return points.length === 1
    ? `${title}: ${yLabel} ${at(first)} (${xLabel}).`
    : `${title}: ${yLabel} from ${at(first)} to ${at(last)} (${xLabel}), ${points.length} points.`;
}
