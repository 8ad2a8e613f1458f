import { leakageErrors } from "../../errors.ts";
import type { ShadowOutputs } from "../shadow-outputs.ts";
import { ShadowBuilder } from "./shadow-builder.ts";
import { textLines } from "./text-lines.ts";

const columns = ["model", "row", "member", "probability"] as const;
const longestLine = 4096;

/**
 * Reads shadows from CSV as it arrives: the columns `model,row,member,probability` in any order, the rows of a model together
 * and numbered from 0 in order. Nothing in these columns needs quotes, so quotes are refused.
 *
 * @throws LEAKAGE_SHADOWS_UNREADABLE, LEAKAGE_SHADOWS_TOO_LARGE
 */
export async function readCsvShadows(bytes: AsyncIterable<Uint8Array>): Promise<ShadowOutputs> {
  const builder = new ShadowBuilder();
  let places: readonly number[] | undefined;
  let current: string | undefined;
  const finished = new Set<string>();
  let probabilities: number[] = [];
  let members: number[] = [];
  const close = (): void => {
    if (current === undefined) return;
    builder.add(probabilities, members);
    finished.add(current);
    [probabilities, members] = [[], []];
  };
  let number = 0;
  for await (const line of textLines(bytes, longestLine)) {
    number += 1;
    if (line === "") continue;
    const cells = line.split(",").map((cell) => cell.trim());
    if (places === undefined) {
      places = columns.map((name) => cells.indexOf(name));
      if (places.includes(-1))
        throw leakageErrors.shadowsUnreadable(`The first line names the columns ${columns.join(", ")}.`);
      continue;
    }
    const [model = "", row, member, probability] = places.map((place) => cells[place] ?? "");
    if (model !== current) {
      close();
      if (finished.has(model))
        throw leakageErrors.shadowsUnreadable(`Line ${number}: the rows of a model stand together.`);
      current = model;
    }
    if (row !== String(probabilities.length))
      throw leakageErrors.shadowsUnreadable(
        `Line ${number}: row ${probabilities.length} of its model is due.`,
      );
    // An empty cell would read as 0.
    probabilities.push(probability === "" ? NaN : Number(probability));
    members.push(member === "" ? NaN : Number(member));
  }
  close();
  return builder.build();
}
