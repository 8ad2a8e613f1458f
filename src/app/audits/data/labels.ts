import type { OutputSpec } from "../../../contracts/index.ts";
import { visibleText } from "../../../formats/index.ts";

/**
 * The number of the class that a cell names: by its name where classes are named, by its number otherwise.
 *
 * @returns why it is none, as a text
 */
export function labelOf(cell: string, { kind, width, classes }: OutputSpec): number | string {
  const named = classes?.indexOf(cell) ?? -1;
  if (named >= 0) return named;
  const number = cell.trim() === "" ? NaN : Number(cell);
  // Identities behind vectors are as many as there are people, and values have no class.
  const most = kind === "score" || kind === "label" ? width : 2 ** 31;
  if (Number.isInteger(number) && number >= 0 && number < most) return number;
  const known = classes === undefined ? `0 to ${most - 1}` : classes.slice(0, 8).join(", ");
  return `\`${shown(cell)}\` is no class of the model (${known})`;
}

/** A value as it stands in a file, safe to print and short. */
export const shown = (cell: string): string => visibleText(cell.slice(0, 60));
