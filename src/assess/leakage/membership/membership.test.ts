import { beforeAll, describe, expect, it } from "vitest";
import { areaUnder, pointAtFalsePositiveRate, rocCurve, seededRandom } from "../../../stats/index.ts";
import { shadowDigits } from "../testing/shadow-digits.ts";
import { assessMembership } from "./assess-membership.ts";
import { lira, type LiraVariant } from "./lira.ts";
import { membershipResult } from "./low-false-positives.ts";
import { rmia } from "./rmia.ts";
import {
  confidencesOf,
  firstShadows,
  holdOut,
  logitOf,
  shadowOutputs,
  type AuditedModel,
  type ShadowOutputs,
} from "./shadow-outputs.ts";

interface Cell {
  readonly area: number;
  readonly atTenth: number;
  readonly atOne: number;
}

let targets: readonly AuditedModel[] = [];
let shadows: ShadowOutputs;

beforeAll(async () => {
  const first = holdOut(await shadowDigits(), 0);
  const second = holdOut(first.shadows, 0);
  targets = [first.audited, second.audited];
  shadows = second.shadows;
});

/** The mean over both models under audit of area, and of members found at 0.1 % and 1 % false positives. */
function cell(scoresOf: (audited: Float64Array) => Float64Array): Cell {
  const each = targets.map(({ logits, members }) => {
    const curve = rocCurve(scoresOf(logits), members);
    const at = (rate: number) => pointAtFalsePositiveRate(curve, rate).truePositives / curve.positives;
    return { area: areaUnder(curve), atTenth: at(0.001), atOne: at(0.01) };
  });
  const mean = (read: (one: Cell) => number): number =>
    each.reduce((sum, one) => sum + read(one), 0) / each.length;
  return { area: mean((c) => c.area), atTenth: mean((c) => c.atTenth), atOne: mean((c) => c.atOne) };
}

const near = (
  seen: Cell,
  [area, atTenth, atOne]: readonly [number, number, number],
  within = 0.0011,
): void => {
  expect(Math.abs(seen.area - area)).toBeLessThan(within);
  expect(Math.abs(seen.atTenth - atTenth)).toBeLessThan(within);
  expect(Math.abs(seen.atOne - atOne)).toBeLessThan(within);
};
const ratio =
  (models: number, variant: LiraVariant) =>
  (audited: Float64Array): Float64Array =>
    lira(audited, firstShadows(shadows, models), variant);

describe("membership on handwritten digits", () => {
  it("is next to nothing by loss alone", () => {
    near(
      cell((audited) => audited),
      [0.507, 0.001, 0.011],
    );
  });

  it("shows by the likelihood ratio what an independent computation shows", () => {
    near(cell(ratio(8, "online-fixed")), [0.585, 0.021, 0.047], 0.0017);
    near(cell(ratio(16, "online")), [0.591, 0.003, 0.026]);
    near(cell(ratio(16, "online-fixed")), [0.591, 0.019, 0.054]);
    near(cell(ratio(64, "online")), [0.61, 0.022, 0.068]);
    near(cell(ratio(64, "online-fixed")), [0.606, 0.032, 0.072]);
  });

  it("has the same area from eight shadows with a spread for each row, and few members at the low end", () => {
    // Two shadows a side are no spread: the reference's own spread of a single shadow is 0, ours is the shared one.
    const few = cell(ratio(8, "online"));
    expect(Math.abs(few.area - 0.569)).toBeLessThan(0.0025);
    expect(few.atOne).toBeLessThan(0.02);
  });

  it("asks one-sidedly offline, which beats the two-sided question", () => {
    const known = [
      [8, [0.527, 0.014, 0.033], 0.578],
      [16, [0.529, 0.014, 0.032], 0.582],
      [64, [0.521, 0.019, 0.035], 0.59],
    ] as const;
    for (const [models, figures, oneSided] of known) {
      const twoSided = cell((audited) => ratio(models, "offline-fixed")(audited).map(Math.abs));
      near(twoSided, figures, 0.0025);
      expect(cell(ratio(models, "offline-fixed")).area).toBeGreaterThan(oneSided);
    }
  });

  it("shows more by RMIA, and keeps the low end of the curve by breaking ties", () => {
    const known = [
      [8, 0.62, 0.078],
      [16, 0.627, 0.081],
      [64, 0.63, 0.086],
    ] as const;
    for (const [models, area, atOne] of known) {
      const seen = cell((audited) => rmia(audited, firstShadows(shadows, models)));
      expect(Math.abs(seen.area - area)).toBeLessThan(0.0015);
      expect(Math.abs(seen.atOne - atOne)).toBeLessThan(0.0035);
      expect(seen.atTenth).toBeGreaterThan(0.015);
    }
  });

  it("puts all attacks side by side, one spread for all rows where shadows are few", () => {
    const [audited] = targets;
    if (audited === undefined) throw new Error("no model");
    const names = (models: number) =>
      assessMembership(audited, firstShadows(shadows, models)).map(({ attack }) => attack);
    expect(names(16)).toEqual([
      "loss",
      "lira-online-fixed",
      "lira-offline-fixed",
      "rmia-online",
      "rmia-offline",
    ]);
    expect(names(64)[1]).toBe("lira-online");
    expect(assessMembership(audited)).toHaveLength(1);
  });
});

describe("what is said at few false positives", () => {
  const random = seededRandom("low rates");
  const sample = (nonMembers: number) => {
    const members = Uint8Array.from({ length: nonMembers + 500 }, (_, i) => (i < 500 ? 1 : 0));
    const scores = Float64Array.from(members, (m) => random.next() + 0.3 * m);
    return membershipResult("test", scores, members, { rates: [0.001, 0.01] });
  };

  it("is refused with fewer than three non-members for each allowed one", () => {
    expect(sample(2999).atLowRates.map(({ kind }) => kind)).toEqual(["refused", "measured"]);
    expect(sample(299).atLowRates[1]).toMatchObject({
      kind: "refused",
      nonMembers: 299,
      nonMembersNeeded: 300,
    });
    expect(sample(3000).atLowRates.map(({ kind }) => kind)).toEqual(["measured", "measured"]);
  });

  it("has exact intervals on both axes", () => {
    const point = sample(3000).atLowRates[0];
    if (point?.kind !== "measured") throw new Error("not measured");
    expect(point.falsePositiveRate).toBeLessThanOrEqual(0.001);
    expect(point.falsePositiveInterval).toMatchObject({ method: "clopper-pearson", confidence: 0.95 });
    expect(point.truePositiveInterval.low).toBeLessThan(point.truePositiveRate);
    expect(point.truePositiveRate).toBeLessThan(point.truePositiveInterval.high);
  });
});

describe("confidence in the true label", () => {
  it("is the same from probabilities and from unnormalised scores", () => {
    const raw = Float64Array.of(2, -1, 0.5, 40, 0, 0);
    const soft = Float64Array.from(raw, (v, i) => {
      const row = raw.subarray(i < 3 ? 0 : 3, i < 3 ? 3 : 6);
      return Math.exp(v) / row.reduce((sum, other) => sum + Math.exp(other), 0);
    });
    const labels = Int32Array.of(2, 1);
    const [a, b] = [confidencesOf(raw, 3, labels), confidencesOf(soft, 3, labels)];
    expect(a[0]).toBeCloseTo(b[0] ?? NaN, 10);
    expect(a[0]).toBeCloseTo(logitOf(soft[2] ?? NaN), 10);
    expect(b.every(Number.isFinite)).toBe(true);
  });

  it("refuses labels that are none and rows that do not fit", () => {
    expect(() => confidencesOf(Float64Array.of(1, 0), 2, Int32Array.of(2))).toThrow(/label 2/);
    expect(() => confidencesOf(Float64Array.of(1, 0, 1), 2, Int32Array.of(1))).toThrow(/not 1 rows/);
  });
});

describe("shadows that say too little", () => {
  it("are refused when nobody saw a row, and score a row zero when one side is missing", () => {
    const nobody = shadowOutputs(2, 2, Float64Array.of(1, 2, 3, 4), new Uint8Array(4));
    expect(() => lira(Float64Array.of(1, 1), nobody, "online")).toThrow(/No two shadows/);
    expect(lira(Float64Array.of(9, 9), nobody, "offline-fixed").every((z) => z > 0)).toBe(true);
    const partly = shadowOutputs(
      4,
      2,
      Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8.5),
      Uint8Array.of(1, 0, 1, 0, 0, 0, 0, 0),
    );
    expect(lira(Float64Array.of(9, 9), partly, "online")[1]).toBe(0);
  });
});
