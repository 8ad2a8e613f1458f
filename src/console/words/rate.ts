import type { Interval, RateEstimate } from "../../contracts/index.ts";
import { percent } from "../../stats/index.ts";

// One rounding for the terminal, the reports and the console: bounds always round outwards.
export { percent };

/** "3.6" of "3.6 %". */
const bare = (text: string): string => text.replace(" %", "");

/** Differences carry their sign; a true minus, so that columns line up. */
export function points(difference: number, towards: "nearest" | "up" | "down" = "nearest"): string {
  const text = bare(percent(difference, towards)).replace("-", "−");
  return `${difference > 0 && text !== "0" ? "+" : ""}${text} pp`;
}

/** "2 to 6.2 % at 95 %". */
export function intervalText({ low, high, confidence }: Interval): string {
  return `${bare(percent(low, "down"))} to ${percent(high, "up")} at ${percent(confidence)}`;
}

/** "−1 to +9 pp at 95 %". */
export function differenceText({ low, high, confidence }: Interval): string {
  return `${points(low, "down").replace(" pp", "")} to ${points(high, "up")} at ${percent(confidence)}`;
}

/** "12 of 330 cases (3.6 %, 2 to 6.2 % at 95 %)", or that nothing was measured yet. */
export function rateText(rate: RateEstimate): string {
  if (rate.n === 0) return "no case scored yet";
  return `${amount(rate.sum)} of ${amount(rate.n)} cases (${percent(rate.point)}, ${intervalText(rate.interval)})`;
}

/** 3.5 → "3.5", 12000 → "12 000" (narrow no-break space). */
export function amount(value: number): string {
  const text = Number.isInteger(value) ? String(value) : value.toFixed(1);
  return text.replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}
