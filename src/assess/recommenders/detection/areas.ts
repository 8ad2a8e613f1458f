import type { Interval } from "../../../contracts/index.ts";
import { areaInterval, areaUnder, rocCurve } from "../../../stats/index.ts";

export interface FeatureArea {
  /** Under the ROC curve of forged against genuine users: .5 is chance, below it forged users have the smaller values. */
  readonly area: number;
  readonly interval: Interval;
}

/** How well one feature tells forged users, which come after `genuine` ones. */
export function featureArea(values: Float64Array, genuine: number, confidence = 0.95): FeatureArea {
  const truth = Uint8Array.from(values, (_, user) => Number(user >= genuine));
  const curve = rocCurve(values, truth);
  return { area: areaUnder(curve), interval: areaInterval(curve, confidence) };
}
