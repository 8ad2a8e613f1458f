import { percent } from "../../stats/index.ts";

/** One axis of a curve: where a value stands between 0 (its start) and 1 (its end). */
export interface CurveAxis {
  readonly from: number;
  readonly to: number;
  readonly log: boolean;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** Steps between ticks are 1, 2, 2.5 or 5 times a power of ten; there are four to eight of them. */
export function linearAxis(
  values: readonly number[],
  format: (value: number) => string = shortNumber,
): CurveAxis {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(0, ...finite);
  const high = Math.max(0, ...finite);
  const span = high - low > 1e-12 ? high - low : 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => span / (factor * power) <= 6) ?? 10);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  const axis = { from: first * step, to: last * step, log: false };
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  return {
    ...axis,
    ticks: ticks.map((value) => ({ at: place({ ...axis, ticks: [] }, value), text: format(value) })),
  };
}

/** Shares of something: from 0 to 100 %, whatever the values, so that two curves can be laid side by side. */
export function shareAxis(): CurveAxis {
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return { from: 0, to: 1, log: false, ticks: ticks.map((at) => ({ at, text: percent(at) })) };
}

/**
 * Whole decades around the positive values, ten at most: what lies lower, and nothing at all, stands at the start,
 * which says so.
 */
export function logAxis(values: readonly number[]): CurveAxis {
  const positive = values.filter((value) => Number.isFinite(value) && value > 0);
  const top = Math.ceil(Math.log10(Math.max(...positive, Number.MIN_VALUE)) - 1e-9);
  const last = positive.length === 0 ? 0 : top;
  const least = positive.length === 0 ? -1 : Math.floor(Math.log10(Math.min(...positive)) + 1e-9);
  const first = Math.max(last - 10, Math.min(least, last - 1));
  const below = values.some((value) => value < 10 ** first);
  const axis: CurveAxis = { from: 10 ** first, to: 10 ** last, log: true, ticks: [] };
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => ({
    at: i / (last - first),
    text: `${i === 0 && below ? "≤ " : ""}${shortNumber(10 ** (first + i))}`,
  }));
  return { ...axis, ticks };
}

/** Where a value stands on the axis, 0 to 1; what lies outside stands at the end it lies beyond. */
export function place({ from, to, log }: CurveAxis, value: number): number {
  const share = log
    ? (Math.log10(Math.max(value, from)) - Math.log10(from)) / (Math.log10(to) - Math.log10(from))
    : (value - from) / (to - from);
  return Math.min(1, Math.max(0, share));
}

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Three digits; powers of ten far from one as such. */
export function shortNumber(value: number): string {
  const exponent = Math.log10(Math.abs(value));
  if (value !== 0 && Number.isInteger(Math.round(exponent * 1e9) / 1e9) && Math.abs(exponent) > 3.5) {
    const digits = Array.from(String(Math.abs(Math.round(exponent))), (digit) => raised[Number(digit)] ?? "");
    return `${value < 0 ? "−" : ""}10${exponent < 0 ? "⁻" : ""}${digits.join("")}`;
  }
  return String(Number(value.toPrecision(3))).replace("-", "−");
}
