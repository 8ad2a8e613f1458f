import type { Interval } from "../../contracts/index.ts";
import { requireConfidence } from "../intervals/requirements.ts";
import { normalQuantile } from "../special/normal.ts";
import { areaUnder, type RocCurve } from "./roc.ts";

/**
 * Interval for the area under a curve by the method of DeLong et al. (1988), with the mid-ranks that the curve already
 * holds. Large-sample; [0, 1] with fewer than two examples on either side.
 */
export function areaInterval(curve: RocCurve, confidence: number): Interval {
  requireConfidence(confidence);
  const { positives, negatives } = curve;
  const stated = { confidence, method: "delong", anytime: false };
  if (positives < 2 || negatives < 2) return { low: 0, high: 1, ...stated };
  const area = areaUnder(curve);
  let [ofPositives, ofNegatives] = [0, 0];
  for (const [i, point] of curve.points.entries()) {
    const before = curve.points[i - 1];
    if (before === undefined) continue;
    // A positive here outscores the negatives after this point and half of those tied with it; and the other way round.
    const beaten = 1 - (point.falsePositives + before.falsePositives) / 2 / negatives;
    const above = (point.truePositives + before.truePositives) / 2 / positives;
    ofPositives += (point.truePositives - before.truePositives) * (beaten - area) ** 2;
    ofNegatives += (point.falsePositives - before.falsePositives) * (above - area) ** 2;
  }
  const variance = ofPositives / (positives - 1) / positives + ofNegatives / (negatives - 1) / negatives;
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance);
  return { low: Math.max(0, area - reach), high: Math.min(1, area + reach), ...stated };
}
