import { casesNeeded, percent } from "../../stats/index.ts";
import { measureErrors } from "./errors.ts";
import type { MeasureOptions } from "./measurement.ts";

export interface Settings extends Required<Omit<MeasureOptions, "signal">> {
  readonly signal: AbortSignal;
}

/**
 * Fills in what was left out and refuses what cannot work, before the first trial.
 *
 * @throws MEASURE_BAD_OPTION, and MEASURE_TOO_FEW_CASES for a gate that no result could pass.
 */
export function settle(cases: number, options: MeasureOptions): Settings {
  const settings: Settings = {
    atMost: options.atMost,
    confidence: options.confidence ?? 0.95,
    repeats: options.repeats ?? 1,
    seed: options.seed ?? "measure",
    concurrency: options.concurrency ?? 1,
    signal: options.signal ?? new AbortController().signal,
    maxTrials: options.maxTrials ?? Number.MAX_SAFE_INTEGER,
    unscoredAtMost: options.unscoredAtMost ?? 0.05,
  };
  requireShare("atMost", settings.atMost);
  requireShare("confidence", settings.confidence);
  if (!(settings.unscoredAtMost >= 0 && settings.unscoredAtMost < 1)) {
    throw measureErrors.badOption(`unscoredAtMost is ${settings.unscoredAtMost}.`, {
      field: "unscoredAtMost",
    });
  }
  for (const name of ["repeats", "concurrency", "maxTrials"] as const) {
    if (!Number.isSafeInteger(settings[name]) || settings[name] < 1) {
      throw measureErrors.badOption(`${name} is ${settings[name]}.`, { field: name });
    }
  }
  requireReachable(cases, settings);
  return settings;
}

function requireShare(name: "atMost" | "confidence", value: number): void {
  if (!(value > 0 && value < 1)) throw measureErrors.badOption(`${name} is ${value}.`, { field: name });
}

function requireReachable(cases: number, settings: Settings): void {
  const { atMost, confidence, repeats, maxTrials } = settings;
  const possible = Math.min(cases, Math.floor(maxTrials / repeats));
  const needed = casesNeeded(atMost, confidence);
  if (possible >= needed) return;
  const trials = possible < cases ? ` (maxTrials allows no more; ${needed * repeats} trials are needed)` : "";
  throw measureErrors.tooFewCases(
    `"at most ${percent(atMost)} at ${percent(confidence)}" needs ${needed} cases without a breach; ` +
      `there are ${possible}${trials}.`,
    { field: "cases" },
    { remedy: `Give at least ${needed} cases, or tolerate more than ${percent(atMost)}.` },
  );
}
