import type { JsonValue } from "../../contracts/index.ts";
import { objectOf } from "../parts/index.ts";
import { leavesOf } from "./leaves.ts";

/** More classes than any honest model has. */
const maxScores = 10_000;

/**
 * The scores of one prediction: a number, a list of numbers, or an object's first list of numbers, else its
 * numbers. Undefined when there are none.
 */
export function scoresOf(prediction: JsonValue | undefined): readonly number[] | undefined {
  const object = objectOf(prediction);
  if (object === undefined) return numbersOf(prediction);
  const members = Object.values(object);
  for (const member of members) {
    const scores = Array.isArray(member) ? numbersOf(member) : undefined;
    if (scores !== undefined) return scores;
  }
  const numbers = members.filter((member) => typeof member === "number");
  return numbers.length === 0 ? undefined : numbers.slice(0, maxScores);
}

function numbersOf(value: JsonValue | undefined): readonly number[] | undefined {
  const leaves = leavesOf(value);
  if (leaves === undefined || leaves.length === 0) return undefined;
  const numbers = leaves.slice(0, maxScores).filter((leaf) => typeof leaf === "number");
  return numbers.length === Math.min(leaves.length, maxScores) ? numbers : undefined;
}
