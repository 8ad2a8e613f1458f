import type { Interval, RateEstimate } from "../../contracts/index.ts";

/** 0.036 → "3.6 %"; small rates keep two significant figures, so that 0.0004 is not shown as nothing. */
export function percent(rate: number): string {
  const value = rate * 100;
  if (value === 0) return "0 %";
  const size = Math.abs(value);
  const digits = size >= 10 ? 0 : size >= 1 ? 1 : size >= 0.1 ? 2 : 3;
  return `${trimZeros(value.toFixed(Math.max(digits, size >= 10 && size < 100 ? 1 : 0)))} %`;
}

/** Differences carry their sign; a true minus, so that columns line up. */
export function points(difference: number): string {
  const text = percent(Math.abs(difference)).replace(" %", " pp");
  if (difference === 0) return text;
  return difference > 0 ? `+${text}` : `−${text}`;
}

function trimZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** "2.1 to 6.1 % at 95 %". */
export function intervalText(interval: Interval): string {
  const low = percent(interval.low).replace(" %", "");
  return `${low} to ${percent(interval.high)} at ${percent(interval.confidence)}`;
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
