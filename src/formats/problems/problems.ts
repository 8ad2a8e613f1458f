import { BartizanError, type Failure, type Place } from "../../errors/index.ts";

const MOST_SHOWN = 50;

/**
 * One failure for all problems of a file: the problem itself when it is alone, otherwise one that lists
 * them in the order of the file, each with its place, code and remedy. `problemsOf` takes it apart again.
 */
export function oneOrAll(problems: readonly BartizanError[], several: Failure, place: Place): BartizanError {
  const sorted = [...problems].sort(byPlace);
  const [only] = sorted;
  if (only !== undefined && sorted.length === 1) return only;
  const lines = sorted.slice(0, MOST_SHOWN).map((problem) => `  ${sentence(problem)}`);
  const more = sorted.length > MOST_SHOWN ? [`  and ${sorted.length - MOST_SHOWN} more`] : [];
  const message = [`${sorted.length} problems:`, ...lines, ...more].join("\n");
  return several(message, place, { cause: new AggregateError(sorted, `${sorted.length} problems`) });
}

/** The single problems behind a failure: those of `oneOrAll`, or the failure itself. */
export function problemsOf(failure: BartizanError): readonly BartizanError[] {
  const { cause } = failure;
  if (!(cause instanceof AggregateError)) return [failure];
  const parts: unknown[] = cause.errors;
  const problems = parts.filter((part) => part instanceof BartizanError);
  return problems.length === 0 ? [failure] : problems;
}

function sentence(problem: BartizanError): string {
  const { file, line, column } = problem.place;
  const where = [file, line, column].filter((part) => part !== undefined).join(":");
  return `${where === "" ? "" : `${where} `}${problem.message} [${problem.code}] ${problem.remedy}`;
}

function byPlace(a: BartizanError, b: BartizanError): number {
  return (
    (a.place.file ?? "").localeCompare(b.place.file ?? "", "en") ||
    (a.place.line ?? 0) - (b.place.line ?? 0) ||
    (a.place.column ?? 0) - (b.place.column ?? 0)
  );
}
