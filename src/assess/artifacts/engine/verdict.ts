import type { ScanEffect, ScanFinding, ScanVerdict } from "../../../contracts/index.ts";

const rank: Readonly<Record<ScanVerdict, number>> = { clean: 0, review: 1, incomplete: 2, unsafe: 3 };
const verdictOf: Readonly<Record<ScanEffect, ScanVerdict>> = {
  note: "clean",
  review: "review",
  incomplete: "incomplete",
  unsafe: "unsafe",
};

/** The worse of them; `clean` of none. */
export function worstVerdict(verdicts: Iterable<ScanVerdict>): ScanVerdict {
  let worst: ScanVerdict = "clean";
  for (const verdict of verdicts) if (rank[verdict] > rank[worst]) worst = verdict;
  return worst;
}

/** What the findings make of a file. A suppressed finding no longer counts. */
export function verdictOfFindings(findings: readonly ScanFinding[]): ScanVerdict {
  return worstVerdict(
    findings.filter(({ suppressed }) => suppressed === undefined).map(({ effect }) => verdictOf[effect]),
  );
}
