import type { CurvePoint, ModelMeasure } from "../../contracts/index.ts";
import { percent } from "../../stats/index.ts";
import { linearAxis, logAxis, place, shareAxis, shortNumber, type CurveAxis } from "./axes.ts";

export type Curve = ModelMeasure & { readonly kind: "curve" };

/** Both axes of a curve. Values that are all shares get a whole axis of shares. */
export function axesOf({ points, logX, logY }: Curve): { readonly x: CurveAxis; readonly y: CurveAxis } {
  const xs = points.map(({ x }) => x);
  const ys = points.flatMap(({ y, interval }) => [y, interval.low, interval.high]);
  const y =
    logY === true
      ? logAxis(ys.filter((value) => value > 0))
      : areShares(points)
        ? shareAxis()
        : linearAxis(ys);
  return { x: logX === true ? logAxis(xs) : linearAxis(xs), y };
}

export const areShares = (points: readonly CurvePoint[]): boolean =>
  points.every(({ y, interval }) =>
    [y, interval.low, interval.high].every((value) => value >= 0 && value <= 1),
  );

/** Where guessing would lie: y = x, in places along both axes from 0 to 1; empty where it means nothing. */
export function guessingLine(curve: Curve): readonly (readonly [number, number])[] {
  if (curve.guessing !== "diagonal") return [];
  const { x, y } = axesOf(curve);
  const steps = 40;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const value = x.log ? x.from * (x.to / x.from) ** (i / steps) : x.from + ((x.to - x.from) * i) / steps;
    return [place(x, value), place(y, value)] as const;
  });
}

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
