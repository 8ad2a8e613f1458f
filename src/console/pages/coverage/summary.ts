import type { CoverageMatrix } from "../../../contracts/index.ts";

/** The matrix in one breath: how many threats, and what testing says of them. */
export function summarySentence(matrix: CoverageMatrix): string {
  const { tested } = matrix.totals;
  const total = matrix.rows.length;
  const ran = tested.passing + tested.failing + tested.inconclusive + tested.stale;
  if (ran === 0) return `${plural(total, "threat")}; none has been tested yet.`;
  const parts = [
    [tested.failing, "fail"],
    [tested.inconclusive, "cannot tell"],
    [tested.stale, "are stale"],
    [tested.passing, "pass"],
  ] as const;
  const said = parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${String(count)} ${count === 1 ? singular(word) : word}`);
  return `${plural(total, "threat")}. Tests exist for ${String(ran)}: ${said.join(", ")}. ${withoutTest(total - ran)}`;
}

function withoutTest(count: number): string {
  if (count === 0) return "Every threat has a test result.";
  return `${String(count)} ${count === 1 ? "has" : "have"} no test result.`;
}

function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function singular(word: string): string {
  return (
    { fail: "fails", "cannot tell": "cannot tell", "are stale": "is stale", pass: "passes" }[word] ?? word
  );
}
