import { z } from "zod";
import type {
  CurvePoint,
  ModelConclusion,
  ModelFacts,
  ModelFinding,
  ModelMeasure,
  Severity,
  UnitRecord,
} from "../../../contracts/index.ts";
import { clopperPearson, percent } from "../../../stats/index.ts";
import { radiiOf } from "./plan-examples.ts";

const attackedSchema = z.looseObject({
  radius: z.number().optional(),
  distances: z.looseObject({ linf: z.number() }).optional(),
  outcome: z.string().optional(),
  any: z.looseObject({ outcome: z.string() }).optional(),
});

/** How far one row had to be changed; Infinity where it withstood. */
interface Fate {
  readonly unit: string;
  readonly outcome: string;
  readonly reach: number;
  readonly queries: number;
}

/** The fates of examples within the rules, or where any feature may be changed. */
function fatesOf(records: readonly UnitRecord[], regime: "controlled" | "any"): readonly Fate[] {
  return records.flatMap(({ unit, outcome, queries, detail }) => {
    const told = attackedSchema.safeParse(detail).data;
    const own = regime === "controlled" ? told : attackedSchema.safeParse(told?.any).data;
    if (regime === "any" && told?.any === undefined) return [];
    const { radius = Infinity, distances } = own ?? {};
    // A row found at a radius is nearer than it, if only by rounding not.
    const reach = Math.min(radius, distances?.linf ?? Infinity);
    return [
      { unit, outcome: regime === "controlled" ? outcome : (own?.outcome ?? "refused"), reach, queries },
    ];
  });
}

interface EvasionWords {
  /** Who attacks, as in "an attacker who sees scores". */
  readonly attacker: string;
  readonly remedy: string;
  /** What the attack does not find is not there. */
  readonly isExhaustive?: true;
}

/**
 * What attacks on examples come to: the security curve, the share that falls to the radius that gates are held
 * against, and what it took. Rows that could not be attacked are in no share.
 */
export function concludeEvasion(
  records: readonly UnitRecord[],
  facts: ModelFacts,
  words: EvasionWords,
): ModelConclusion {
  const { radii, gated } = radiiOf(facts);
  const fates = fatesOf(records, "controlled");
  const any = fatesOf(records, "any");
  const decided = fates.filter(isDecided);
  const n = decided.length;
  const caveats = caveatsOf(fates, n, words);
  if (n === 0) return { measures: [], findings: [], caveats };
  const fallen = decided.filter(({ reach }) => reach <= gated);
  const interval = clopperPearson(fallen.length, n, facts.confidence);
  const sentence = `${capital(words.attacker)} turned ${fallen.length} of ${n} rows wrong by changes of at most ${percent(gated)} of each feature's range (${percent(fallen.length / n)}, at most ${percent(interval.high, "up")} at ${percent(interval.confidence)}).`;
  return {
    measures: [
      curve("security", "Accuracy under attack", fates, radii, facts),
      ...(any.length === 0
        ? []
        : [curve("security-any", "Accuracy where any feature may be changed", any, radii, facts)]),
      ...effort(fallen),
    ],
    findings: fallen.length === 0 ? [] : [finding(fallen, n, sentence, words)],
    gated: { value: fallen.length / n, interval, sentence },
    caveats,
  };
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const isDecided = ({ outcome }: Fate): boolean => outcome === "success" || outcome === "failed-within-budget";

/** The share of all examined rows that are answered rightly whatever is done to them within each radius. */
function curve(
  id: string,
  title: string,
  fates: readonly Fate[],
  radii: readonly number[],
  { confidence }: ModelFacts,
): ModelMeasure {
  const seen = fates.filter((fate) => isDecided(fate) || fate.outcome === "clean-wrong");
  const points = [0, ...radii].map((x): CurvePoint => {
    const holds = seen.filter((fate) => isDecided(fate) && (x === 0 || fate.reach > x)).length;
    return {
      x,
      y: holds / seen.length,
      n: seen.length,
      interval: clopperPearson(holds, seen.length, confidence),
    };
  });
  return {
    kind: "curve",
    id,
    title,
    xLabel: "largest change of a feature, as a share of its range (L∞)",
    yLabel: "share of rows answered rightly",
    points,
  };
}

/** What it took to turn a row: of those that fell. */
function effort(fallen: readonly Fate[]): readonly ModelMeasure[] {
  if (fallen.length === 0) return [];
  const queries = fallen.map((fate) => fate.queries).sort((a, b) => a - b);
  const middle = queries[Math.floor((queries.length - 1) / 2)] ?? 0;
  return [
    {
      kind: "number",
      id: "queries-to-evade",
      title: "Rows asked for to turn one wrong (median)",
      value: middle,
      unit: "rows",
      n: fallen.length,
    },
  ];
}

function finding(fallen: readonly Fate[], n: number, sentence: string, words: EvasionWords): ModelFinding {
  const share = fallen.length / n;
  const severity: Severity = share >= 0.5 ? "high" : share >= 0.1 ? "medium" : "low";
  return {
    id: "evasion",
    severity,
    title: `Small changes turn answers wrong: ${words.attacker}`,
    sentence,
    remedy: words.remedy,
    units: fallen.toSorted((a, b) => a.reach - b.reach || (a.unit < b.unit ? -1 : 1)).map(({ unit }) => unit),
  };
}

function caveatsOf(fates: readonly Fate[], n: number, { isExhaustive }: EvasionWords): readonly string[] {
  const wrong = fates.filter(({ outcome }) => outcome === "clean-wrong").length;
  const open = fates.length - n - wrong;
  return [
    ...(n === 0 ? ["No row was answered rightly and attacked: there is nothing to conclude."] : []),
    ...(open === 0 ? [] : [`${open} of ${fates.length} rows could not be attacked; they count as neither.`]),
    ...(n === 0 || isExhaustive === true
      ? []
      : ["What this attack did not find, another may: a curve bounds robustness from above."]),
  ];
}
