import type { Interval, RateEstimate } from "../../contracts/index.ts";

/** 0.036 → "3.6 %". Small rates keep what they need: 0.0004 is "0.04 %" and not nothing. */
export function percent(rate: number): string {
  return `${figure(rate)} %`;
}

function figure(rate: number): string {
  const value = Math.abs(rate * 100);
  const digits = value === 0 ? 0 : value >= 1 ? 1 : value >= 0.01 ? 2 : 4;
  const text = value.toFixed(digits);
  return `${rate < 0 ? "−" : ""}${text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text}`;
}

/** Differences carry their sign; a true minus, so that columns line up. */
export function points(difference: number): string {
  return `${difference > 0 ? "+" : ""}${figure(difference)} pp`;
}

/** "2.1 to 6.1 % at 95 %". */
export function intervalText(interval: Interval): string {
  return `${figure(interval.low)} to ${percent(interval.high)} at ${percent(interval.confidence)}`;
}

/** "12 of 330 cases (3.6 %, 2.1 to 6.1 % at 95 %)", or that nothing was measured yet. */
export function rateText(rate: RateEstimate): string {
  if (rate.n === 0) return "no case scored yet";
  return `${amount(rate.sum)} of ${amount(rate.n)} cases (${percent(rate.point)}, ${intervalText(rate.interval)})`;
}

/** 3.5 → "3.5", 12000 → "12 000" (narrow no-break space). */
export function amount(value: number): string {
  const text = Number.isInteger(value) ? String(value) : value.toFixed(1);
  return text.replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}
