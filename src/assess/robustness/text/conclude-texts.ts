import { z } from "zod";
import type {
  CurvePoint,
  ModelConclusion,
  ModelFacts,
  ModelMeasure,
  Severity,
  UnitRecord,
} from "../../../contracts/index.ts";
import { clopperPearson, percent } from "../../../stats/index.ts";

/** Changed characters that the curve is drawn over, and those a gate is held against. */
const allowances = [1, 2, 3, 5, 10, 20, 30] as const;
const gated = 5;

const detailSchema = z.looseObject({ edits: z.record(z.string(), z.number()) });

const editsOf = ({ detail }: UnitRecord): Readonly<Record<string, number>> =>
  detailSchema.safeParse(detail).data?.edits ?? {};

const leastOf = (record: UnitRecord): number => Math.min(Infinity, ...Object.values(editsOf(record)));

/** What attacks on texts come to: the share that still holds by the number of changed characters, and each attack alone. */
export function concludeTexts(records: readonly UnitRecord[], { confidence }: ModelFacts): ModelConclusion {
  const decided = records.filter(
    ({ outcome }) => outcome === "success" || outcome === "failed-within-budget",
  );
  const wrong = records.filter(({ outcome }) => outcome === "clean-wrong").length;
  const open = records.length - decided.length - wrong;
  const n = decided.length;
  const caveats = [
    ...(open === 0 ? [] : [`${open} of ${records.length} texts got no answer; they count as neither.`]),
    n === 0
      ? "No text was answered rightly and attacked: there is nothing to conclude."
      : "What these attacks did not find, others may: a curve bounds robustness from above.",
  ];
  if (n === 0) return { measures: [], findings: [], caveats };
  const fallen = decided.filter((record) => leastOf(record) <= gated);
  const interval = clopperPearson(fallen.length, n, confidence);
  const sentence = `${fallen.length} of ${n} texts were turned wrong by at most ${gated} changed characters (${percent(fallen.length / n)}, at most ${percent(interval.high, "up")} at ${percent(confidence)}).`;
  const share = fallen.length / n;
  const severity: Severity = share >= 0.5 ? "high" : share >= 0.1 ? "medium" : "low";
  return {
    measures: [curve(decided, wrong, confidence), ...byAttack(decided, confidence)],
    findings:
      fallen.length === 0
        ? []
        : [
            {
              id: "text-evasion",
              severity,
              title: "A few changed characters turn answers wrong",
              sentence,
              remedy:
                "Normalise texts before the model (invisible and look-alike characters, bidirectional controls), and train with misspelt ones.",
              units: fallen.toSorted((a, b) => leastOf(a) - leastOf(b)).map(({ unit }) => unit),
            },
          ],
    gated: { value: share, interval, sentence },
    caveats,
  };
}

/** Of all texts that were answered, the share that is answered rightly however these characters are changed. */
function curve(decided: readonly UnitRecord[], wrong: number, confidence: number): ModelMeasure {
  const n = decided.length + wrong;
  const points = [0, ...allowances].map((x): CurvePoint => {
    const holds = decided.filter((record) => x === 0 || leastOf(record) > x).length;
    return { x, y: holds / n, n, interval: clopperPearson(holds, n, confidence) };
  });
  return {
    kind: "curve",
    id: "security",
    title: "Accuracy under attack",
    xLabel: "changed characters",
    yLabel: "share of texts answered rightly",
    points,
  };
}

/** Each attack alone: what normalising would take away, and what it would leave. */
function byAttack(decided: readonly UnitRecord[], confidence: number): readonly ModelMeasure[] {
  const names = [...new Set(decided.flatMap((record) => Object.keys(editsOf(record))))].sort();
  return names.map((name) => {
    const fell = decided.filter((record) => (editsOf(record)[name] ?? Infinity) <= gated).length;
    return {
      kind: "number",
      id: name,
      title: `Turned wrong by ${name.replaceAll("-", " ")}, at most ${gated} characters`,
      value: fell / decided.length,
      n: decided.length,
      interval: clopperPearson(fell, decided.length, confidence),
    };
  });
}
