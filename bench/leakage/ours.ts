import {
  extrapolatedExposure,
  holdOut,
  lira,
  rmia,
  sampledExposure,
  type ShadowOutputs,
} from "../../src/assess/leakage/index.ts";
import { shadowDigits } from "../../src/assess/leakage/testing/shadow-digits.ts";
import { areaUnder, pointAtFalsePositiveRate, rocCurve } from "../../src/stats/index.ts";

/** Means over both models under audit: the area, and the members found at 0.1 % and 1 % false positives. */
export interface Cell {
  readonly variant: string;
  readonly shadows: number;
  readonly area: number;
  readonly atTenth: number;
  readonly atOne: number;
  /** For one model under audit. */
  readonly milliseconds: number;
}

export async function membershipCells(): Promise<readonly Cell[]> {
  const first = holdOut(await shadowDigits(), 0);
  const second = holdOut(first.shadows, 0);
  const targets = [first.audited, second.audited];
  const attacks: Readonly<Record<string, (audited: Float64Array, shadows: ShadowOutputs) => Float64Array>> = {
    online: (audited, shadows) => lira(audited, shadows, "online"),
    "online-fixed": (audited, shadows) => lira(audited, shadows, "online-fixed"),
    "offline-fixed": (audited, shadows) => lira(audited, shadows, "offline-fixed"),
    rmia: (audited, shadows) => rmia(audited, shadows),
  };
  return [8, 16, 64].flatMap((models) => {
    const { rows, logits, members } = second.shadows;
    const shadows = {
      models,
      rows,
      logits: logits.subarray(0, models * rows),
      members: members.subarray(0, models * rows),
    };
    return Object.entries(attacks).map(([variant, scoresOf]) => {
      const start = performance.now();
      const each = targets.map((target) => {
        const curve = rocCurve(scoresOf(target.logits, shadows), target.members);
        const at = (rate: number): number =>
          pointAtFalsePositiveRate(curve, rate).truePositives / curve.positives;
        return { area: areaUnder(curve), atTenth: at(0.001), atOne: at(0.01) };
      });
      const milliseconds = (performance.now() - start) / targets.length;
      const mean = (key: "area" | "atTenth" | "atOne"): number =>
        each.reduce((sum, one) => sum + one[key], 0) / each.length;
      return {
        variant,
        shadows: models,
        area: mean("area"),
        atTenth: mean("atTenth"),
        atOne: mean("atOne"),
        milliseconds,
      };
    });
  });
}

export const exposureOf = (references: Float64Array, secret: number): number =>
  sampledExposure(references, secret).bits;
export const farBits = (references: Float64Array, secret: number): number =>
  extrapolatedExposure(references, secret).bits;
