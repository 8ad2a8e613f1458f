import type {
  Interval,
  ModelConclusion,
  ModelFacts,
  ModelFinding,
  ModelMeasure,
  UnitRecord,
} from "../../../contracts/index.ts";
import { clopperPearson, percent } from "../../../stats/index.ts";
import {
  pointAt,
  readMembershipDetail,
  type AttackDetail,
  type MembershipDetail,
} from "./membership-detail.ts";

/** Shares of false positives at which members found are stated; the second is what gates are held against. */
const rates = [0.001, 0.01, 0.1] as const;
const gatedRate = 0.01;

const names: Readonly<Record<string, string>> = {
  loss: "loss threshold",
  boundary: "distance from the boundary",
  "lira-online": "likelihood ratio (LiRA)",
  "lira-online-fixed": "likelihood ratio (LiRA)",
  "lira-offline": "likelihood ratio, offline (LiRA)",
  "lira-offline-fixed": "likelihood ratio, offline (LiRA)",
  "rmia-online": "relative likelihood (RMIA)",
  "rmia-offline": "relative likelihood, offline (RMIA)",
};
const nameOf = ({ attack }: AttackDetail): string => names[attack] ?? attack;

/**
 * What attacks on membership come to. Several are tried and the best counts, so each is held at a confidence that leaves
 * the whole of them the stated one (Bonferroni).
 */
export function concludeMembership(
  records: readonly UnitRecord[],
  { confidence }: ModelFacts,
): ModelConclusion {
  const detail = records
    .map((record) => readMembershipDetail(record.detail))
    .find((one) => one !== undefined);
  if (detail === undefined)
    return { measures: [], findings: [], caveats: ["Membership could not be measured."] };
  const each = 1 - (1 - confidence) / Math.max(1, detail.attacks.length);
  const best = bestOf(detail, gatedRate);
  const measures: ModelMeasure[] = [
    ...detail.attacks.flatMap((attack) => rocOf(attack, detail, confidence)),
    ...detail.attacks.map((attack) => areaOf(attack, detail, each)),
    ...rates.map((rate) => foundAt(rate, detail, each)),
  ];
  const gated = best === undefined ? undefined : gatedOf(best, detail, each);
  return {
    measures,
    findings: findingsOf(detail),
    ...(gated === undefined ? {} : { gated }),
    caveats: caveatsOf(detail),
  };
}

/** Below 3 / rate others, not one false positive would say that the rate is what it is aimed at. */
const neededFor = (rate: number): number => Math.ceil(3 / rate - 1e-9);

function bestOf(detail: MembershipDetail, rate: number): AttackDetail | undefined {
  if (detail.nonMembers < neededFor(rate)) return undefined;
  return detail.attacks.toSorted(
    (a, b) => pointAt(b, rate, detail.nonMembers) - pointAt(a, rate, detail.nonMembers),
  )[0];
}

function gatedOf(
  attack: AttackDetail,
  { members, nonMembers }: MembershipDetail,
  confidence: number,
): NonNullable<ModelConclusion["gated"]> {
  const found = pointAt(attack, gatedRate, nonMembers);
  const interval = clopperPearson(found, members, confidence);
  return {
    value: found / members,
    interval,
    sentence: `At ${percent(gatedRate)} false positives, ${found} of ${members} rows the model was trained on were told from others by ${nameOf(attack)} (${percent(found / members)}, at most ${percent(interval.high, "up")} at ${percent(confidence)}).`,
  };
}

function rocOf(
  attack: AttackDetail,
  { members, nonMembers }: MembershipDetail,
  confidence: number,
): readonly ModelMeasure[] {
  if (attack.points.length === 0) return [];
  return [
    {
      kind: "curve",
      id: `roc-${attack.attack}`,
      title: `Members told from others by ${nameOf(attack)}`,
      xLabel: "false positives: others taken for members",
      yLabel: "members found",
      logX: true,
      logY: true,
      points: attack.points.map(({ tp, fp }) => ({
        // At none the axis would have no place: the least rate that the others can show.
        x: Math.max(fp, 1) / nonMembers,
        y: tp / members,
        n: members,
        interval: clopperPearson(tp, members, confidence),
      })),
    },
  ];
}

const areaOf = (
  attack: AttackDetail,
  { members, nonMembers }: MembershipDetail,
  confidence: number,
): ModelMeasure => ({
  kind: "number",
  id: `area-${attack.attack}`,
  title: `Area under the curve, ${nameOf(attack)} (50 % is a coin)`,
  value: attack.area,
  n: members + nonMembers,
  interval: { ...areaBounds(attack, confidence) },
});

const areaBounds = ({ areaLow, areaHigh }: AttackDetail, confidence: number): Interval => ({
  low: areaLow,
  high: areaHigh,
  confidence,
  method: "delong",
  anytime: false,
});

function foundAt(rate: number, detail: MembershipDetail, confidence: number): ModelMeasure {
  const title = `Members found at ${percent(rate)} false positives, by the best of the attacks`;
  const id = `found-at-${rate}`;
  const best = bestOf(detail, rate);
  if (best === undefined)
    return {
      kind: "refused",
      id,
      title,
      why: `${neededFor(rate)} rows that the model was not trained on are needed; there are ${detail.nonMembers}.`,
    };
  const found = pointAt(best, rate, detail.nonMembers);
  return {
    kind: "number",
    id,
    title,
    value: found / detail.members,
    n: detail.members,
    interval: clopperPearson(found, detail.members, confidence),
  };
}

/** Members are told from others where an attack's whole interval lies above a coin. */
function findingsOf(detail: MembershipDetail): readonly ModelFinding[] {
  const telling = detail.attacks.filter(({ areaLow }) => areaLow > 0.5).toSorted((a, b) => b.area - a.area);
  const [strongest] = telling;
  if (strongest === undefined) return [];
  const rate =
    detail.nonMembers >= neededFor(gatedRate)
      ? pointAt(strongest, gatedRate, detail.nonMembers) / detail.members
      : 0;
  const severe = rate >= 5 * gatedRate || strongest.area >= 0.75;
  return [
    {
      id: "membership",
      severity: severe ? "high" : strongest.area >= 0.6 ? "medium" : "low",
      title: "Rows the model was trained on can be told from others",
      sentence: `${nameOf(strongest)} tells members from others with an area of ${percent(strongest.area)} (${percent(strongest.areaLow, "down")} to ${percent(strongest.areaHigh, "up")}; a coin has 50 %), by ${telling.length} of ${detail.attacks.length} attacks.`,
      remedy:
        "Regularise or stop earlier, train with differential privacy, tell labels or rounded scores, and leave out of training what must not be known to have been in it.",
      units: ["membership"],
    },
  ];
}

function caveatsOf(detail: MembershipDetail): readonly string[] {
  return [
    ...(detail.inBoth === 0
      ? []
      : [`${detail.inBoth} test rows stand in the training data too; they were left out.`]),
    detail.shadows === 0
      ? "No shadow models were trained: attacks that compare with them find more, most of all at few false positives."
      : `${detail.shadows} shadow models (${detail.trainer ?? "unknown"}) were trained on halves of the rows; shadows more like the model would find more.`,
    "Training and test rows are taken to be of one distribution: where they differ otherwise, that difference is measured as membership.",
  ];
}
