import { shortNumber } from "../../report/curves/index.ts";

const names: Readonly<Record<string, string>> = { l1: "L1", l2: "L2", linf: "L∞" };

/** A distance with its measure: "L∞ 0.1", "3 features changed", "2 characters". */
export function distanceText(measure: string, distance: number): string {
  if (measure === "l0") return `${shortNumber(distance)} ${distance === 1 ? "feature" : "features"} changed`;
  if (measure === "characters")
    return `${shortNumber(distance)} ${distance === 1 ? "character" : "characters"}`;
  return `${names[measure] ?? measure} ${shortNumber(distance)}`;
}
