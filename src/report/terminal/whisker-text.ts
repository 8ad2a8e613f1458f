import type { RateEstimate } from "../../contracts/index.ts";

/**
 * A rate as one line of `columns` characters from 0 to `axis`: `├──●────┤`, and `¦` where the tolerance lies.
 */
export function whiskerText(estimate: RateEstimate, axis: number, columns: number, limit?: number): string {
  const room = Math.max(10, columns);
  const at = (value: number): number =>
    Math.min(room - 1, Math.max(0, Math.round((value / axis) * (room - 1))));
  const line = Array.from({ length: room }, () => " ");
  const [low, high] = [at(estimate.interval.low), at(estimate.interval.high)];
  for (let i = low; i <= high; i++) line[i] = "─";
  line[low] = "├";
  line[high] = "┤";
  if (limit !== undefined) line[at(limit)] = "¦";
  line[at(estimate.point)] = "●";
  return line.join("");
}
