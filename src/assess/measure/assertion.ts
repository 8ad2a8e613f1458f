import type { Verdict } from "../../contracts/index.ts";
import { visibleText } from "../../formats/index.ts";
import { measureErrors } from "./errors.ts";
import type { BreachedCase, UnscoredTrial } from "./measurement.ts";

/** How many breached cases an error names. */
const shown = 10;

/** @throws MEASURE_FAILED or MEASURE_INCONCLUSIVE, with the cases that breached or the reasons nothing was scored. */
export function assertPass(
  verdict: Verdict,
  breached: readonly BreachedCase<unknown>[],
  unscored: readonly UnscoredTrial[],
  seed: string,
): void {
  if (verdict.kind === "pass") return;
  const lines = [
    verdict.sentence,
    ...breached
      .slice(0, shown)
      .map(
        (item) => `  breached: case ${item.index} (${item.breached} of ${item.scored})  ${brief(item.case)}`,
      ),
    ...(breached.length > shown ? [`  … and ${breached.length - shown} more breached cases`] : []),
    ...unscored
      .slice(0, 3)
      .map((item) => `  unscored: case ${item.index}, repeat ${item.repeat}: ${brief(item.reason)}`),
    ...(unscored.length > 3 ? [`  … and ${unscored.length - 3} more unscored trials`] : []),
    `  seed: ${seed}`,
  ];
  const make = verdict.kind === "fail" ? measureErrors.failed : measureErrors.inconclusive;
  throw make(lines.join("\n"));
}

/** One line of a case, safe to print: cases often are attack texts. */
function brief(value: unknown): string {
  let text: string | undefined;
  try {
    text = typeof value === "string" ? value : JSON.stringify(value);
  } catch {
    text = undefined;
  }
  const line = visibleText(text ?? String(value)).replaceAll("\n", " ");
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
