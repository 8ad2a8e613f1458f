import type { OutputSpec, Predictions } from "../../../contracts/index.ts";
import { BartizanError } from "../../../errors/index.ts";
import type { PredictDialect } from "./dialect.ts";
import type { Ordering } from "./reordering.ts";

type About = NonNullable<PredictDialect["about"]>;

/** Name and version of the model; a server that does not tell them still answers rows, and it is noted. */
export async function nameOf(
  { about }: PredictDialect,
  notes: string[],
  ask: (about: About) => Promise<string | undefined>,
): Promise<string | undefined> {
  if (about === undefined) return undefined;
  try {
    return await ask(about);
  } catch (error) {
    if (!(error instanceof BartizanError) || !untold.has(error.code)) throw error;
    notes.push("The endpoint does not say which model it has: a change of it cannot be noticed by its name.");
    return undefined;
  }
}

const untold: ReadonlySet<string> = new Set([
  "TARGETS_ERROR_STATUS",
  "TARGETS_HTML_ANSWER",
  "TARGETS_NOT_JSON",
  "TARGETS_EMPTY_ANSWER",
]);

/** How far the scores of a row may miss 1 by rounding. */
const rounding = 1e-3;

/** What the first answers say that results must be read with. */
export function notesOn(
  ordering: Ordering,
  seen: readonly Predictions[],
  maxBatch: number,
  output: OutputSpec,
): readonly string[] {
  const notes: string[] = [];
  if (ordering === "answers-differ")
    notes.push(
      "A row asked for alone and in a batch is answered differently: answers are not deterministic.",
    );
  if (ordering === "cannot-tell" && maxBatch > 1)
    notes.push(
      "All rows of the first look got the same answer: whether answers keep the order is not known.",
    );
  if (output.kind !== "score") return notes;
  const sums = seen.flatMap(({ count, scores = new Float64Array() }) =>
    Array.from({ length: count }, (_, i) =>
      scores.subarray(i * output.width, (i + 1) * output.width).reduce((sum, score) => sum + score, 0),
    ),
  );
  if (sums.some((sum) => Math.abs(sum - 1) > rounding))
    notes.push(
      "Scores of a row do not sum to 1: they are taken as unnormalised scores, not as probabilities.",
    );
  if (sums.some(Number.isNaN)) notes.push("Some answers are no numbers (NaN): such rows have no class.");
  return notes;
}
