import type { CheckProgress, CheckResult, RateEstimate, Uplift, Verdict } from "../../../contracts/index.ts";
import type { WhiskerRow } from "../../pictures/dot-whisker/dot-whisker.tsx";
import { amount, differenceText, intervalText, percent, points, rateText } from "../../words/rate.ts";

/** The rows of one check: the attack, its benign twin right under it, then the bare intent. */
export function rateRows(progress: CheckProgress, result: CheckResult | undefined): readonly WhiskerRow[] {
  const verdict = result?.verdict ?? progress.verdict;
  const attack = rateRow(
    "attack",
    "Attacks that breached",
    result?.attack ?? progress.attack,
    attackState(verdict),
    progress.atMost ?? result?.gate?.atMost,
  );
  const refused = result?.refused ?? progress.refused;
  return [
    attack,
    ...(refused === undefined
      ? []
      : [
          rateRow(
            "refused",
            "Benign twins refused",
            refused,
            twinState(verdict),
            result?.gate?.refusedAtMost,
          ),
        ]),
    ...(result === undefined
      ? []
      : [rateRow("baseline", "Bare intents that breached", result.baseline, "neutral", undefined)]),
  ];
}

function rateRow(
  id: string,
  label: string,
  rate: RateEstimate,
  state: WhiskerRow["state"],
  tolerance: number | undefined,
): WhiskerRow {
  const empty = rate.n === 0;
  const gate = tolerance === undefined ? "" : `, tolerance ${percent(tolerance)}`;
  return {
    id,
    label,
    n: `${amount(rate.n)} of ${amount(rate.planned)} cases`,
    point: rate.point,
    low: rate.interval.low,
    high: rate.interval.high,
    state,
    empty,
    ...(tolerance === undefined ? {} : { tolerance }),
    words: `${label}: ${rateText(rate)}${gate}`,
    figure: empty ? "nothing scored yet" : `${percent(rate.point)} (${intervalText(rate.interval)})`,
  };
}

function attackState(verdict: Verdict | undefined): WhiskerRow["state"] {
  if (verdict === undefined) return "neutral";
  if (verdict.kind === "pass") return "held";
  if (verdict.kind === "inconclusive") return "unscored";
  // A run that fails only because legitimate asks are refused did hold its attacks.
  return verdict.because === "over-refusal" ? "held" : "breached";
}

function twinState(verdict: Verdict | undefined): WhiskerRow["state"] {
  if (verdict?.kind === "fail" && verdict.because === "over-refusal") return "breached";
  return verdict?.kind === "pass" ? "held" : "neutral";
}

/** How much each technique adds over the bare intent, most first. */
export function upliftRows(uplift: readonly Uplift[]): readonly WhiskerRow[] {
  return [...uplift]
    .sort((a, b) => b.difference - a.difference)
    .map(({ technique, attack, baseline, difference, interval }) => ({
      id: technique,
      label: technique,
      n: `${amount(attack.n)} against ${amount(baseline.n)} bare`,
      point: difference,
      low: interval.low,
      high: interval.high,
      state: "neutral",
      words: `${technique}: ${points(difference)} over the bare intent, ${differenceText(interval)}`,
      figure: `${points(difference)} (${differenceText(interval)})`,
    }));
}
