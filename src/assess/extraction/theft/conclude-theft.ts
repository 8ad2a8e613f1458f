import type {
  ModelConclusion,
  ModelFacts,
  ModelFinding,
  ModelMeasure,
  QueryPrice,
  UnitRecord,
} from "../../../contracts/index.ts";
import { clopperPearson, percent } from "../../../stats/index.ts";
import { costOf } from "../price.ts";
import { leastReference } from "../replay/guard-detectors.ts";
import { readLinear, readTheft, type LinearDetail, type TheftDetail } from "./theft-detail.ts";

interface Known {
  readonly unit: string;
  readonly theft: TheftDetail;
}

/** How far copies say what the model says. Of several ways the best counts, so each is held at a shared confidence (Bonferroni). */
export function concludeTheft(
  records: readonly UnitRecord[],
  { confidence, price }: ModelFacts,
): ModelConclusion {
  const thefts = records.flatMap(({ unit, detail }): Known[] => {
    const theft = readTheft(detail);
    return theft === undefined || theft.points.length === 0 ? [] : [{ unit, theft }];
  });
  const linear = records.map(({ detail }) => readLinear(detail)).find((one) => one !== undefined);
  const open = records.filter(({ outcome }) => outcome !== "measured").length;
  const caveats = [
    ...(open === 0 ? [] : [`${open} of ${records.length} ways of stealing could not be tried.`]),
    "A copy's fidelity speaks of rows like the test rows, and of a thief who has some of these to begin with.",
  ];
  const each = 1 - (1 - confidence) / Math.max(1, thefts.length);
  const best = thefts.toSorted((a, b) => fidelityOf(b.theft) - fidelityOf(a.theft))[0];
  if (best === undefined)
    return { measures: linear === undefined ? [] : [linearMeasure(linear)], findings: [], caveats };
  const last = lastOf(best.theft);
  const interval = clopperPearson(last.agree, last.n, each);
  const sentence = `A copy made with ${last.queries} queries (${best.theft.strategy}) says what the model says on ${last.agree} of ${last.n} rows (${percent(last.agree / last.n)}, at most ${percent(interval.high, "up")} at ${percent(each)}).`;
  return {
    measures: [
      ...thefts.map(({ theft }) => curveOf(theft, confidence)),
      ...thefts.flatMap(({ theft }) => transferOf(theft, confidence)),
      ...(price === undefined ? [] : [costMeasure(last.queries, price)]),
      ...noticedOf(thefts, confidence),
      ...(linear === undefined ? [] : [linearMeasure(linear)]),
    ],
    findings: findingsOf(best, sentence, linear),
    gated: { value: last.agree / last.n, interval, sentence },
    caveats,
  };
}

const lastOf = ({ points }: TheftDetail): TheftDetail["points"][number] =>
  points.at(-1) ?? { queries: 0, agree: 0, n: 1 };

const fidelityOf = (theft: TheftDetail): number => lastOf(theft).agree / Math.max(1, lastOf(theft).n);

const curveOf = ({ strategy, points }: TheftDetail, confidence: number): ModelMeasure => ({
  kind: "curve",
  id: `fidelity-${strategy}`,
  title: `Fidelity of a copy, ${strategy}`,
  xLabel: "queries",
  yLabel: "rows on which the copy says what the model says",
  logX: true,
  points: points.map(({ queries, agree, n }) => ({
    x: queries,
    y: agree / n,
    n,
    interval: clopperPearson(agree, n, confidence),
  })),
});

function transferOf({ strategy, transfer }: TheftDetail, confidence: number): readonly ModelMeasure[] {
  if (transfer === undefined || transfer.n === 0) return [];
  return [
    {
      kind: "number",
      id: `transfer-${strategy}`,
      title: `Rows turned wrong by changes made on the copy, ${strategy}`,
      value: transfer.turned / transfer.n,
      n: transfer.n,
      interval: clopperPearson(transfer.turned, transfer.n, confidence),
    },
  ];
}

/** What the best copy cost its thief. */
const costMeasure = (queries: number, price: QueryPrice): ModelMeasure => ({
  kind: "number",
  id: "cost",
  title: `Price of the ${queries} queries of the best copy`,
  value: costOf(queries, price),
  unit: price.currency,
  n: queries,
});

/** Which of the streams a guard would have noticed, and after how many queries. Nothing was asked for this. */
function noticedOf(thefts: readonly Known[], confidence: number): readonly ModelMeasure[] {
  const replayed = thefts.filter(({ theft }) => theft.noticed !== undefined);
  const firsts = replayed.map(({ theft }) => {
    const spoke = Object.values(theft.noticed ?? {}).filter((query) => query > 0);
    return { strategy: theft.strategy, first: spoke.length === 0 ? undefined : Math.min(...spoke) };
  });
  const n = firsts.length;
  const seen = firsts.filter(({ first }) => first !== undefined).length;
  if (n === 0) return [];
  const calibrated = replayed.every(({ theft }) => "query-distribution" in (theft.noticed ?? {}));
  return [
    {
      kind: "number",
      id: "noticed",
      title: "Ways of stealing that the guard's detectors notice",
      value: seen / n,
      n,
      interval: clopperPearson(seen, n, confidence),
    },
    ...firsts.flatMap(({ strategy, first }): ModelMeasure[] =>
      first === undefined
        ? []
        : [
            {
              kind: "number",
              id: `noticed-${strategy}`,
              title: `Queries until the guard's detectors notice, ${strategy}`,
              value: first,
              unit: "queries",
              n: 1,
            },
          ],
    ),
    ...(calibrated
      ? []
      : [
          {
            kind: "refused" as const,
            id: "noticed-by-distribution",
            title: "Whether the detector of query distributions notices",
            why: `it needs ${leastReference} rows of use; ${2 * leastReference} test rows give as many beside the thief's`,
          },
        ]),
  ];
}

const linearMeasure = ({ exact, queries, agree, checked }: LinearDetail): ModelMeasure => ({
  kind: "number",
  id: "linear",
  title: exact
    ? `A linear model, copied exactly with ${queries} queries: rows checked that agree`
    : `Not a linear model: a linear copy with ${queries} queries agrees on so many of the rows checked`,
  value: checked === 0 ? 0 : agree / checked,
  n: checked,
});

/** From here on a copy is as good as the model for most of what a thief wants. */
const goodCopy = 0.9;

function findingsOf(
  best: Known,
  sentence: string,
  linear: LinearDetail | undefined,
): readonly ModelFinding[] {
  const remedy =
    "Limit queries for each client, tell labels or rounded scores, and watch for streams that cover the input evenly.";
  if (linear?.exact === true)
    return [
      {
        id: "extraction-exact",
        severity: "high",
        title: "The model can be copied exactly",
        sentence: `It is linear, and ${linear.queries} queries tell all of its weights.`,
        remedy,
        units: ["linear"],
      },
    ];
  if (fidelityOf(best.theft) < goodCopy) return [];
  return [
    {
      id: "extraction",
      severity: "medium",
      title: "The model can be copied by asking it",
      sentence,
      remedy,
      units: [best.unit],
    },
  ];
}
