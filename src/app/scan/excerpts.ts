import type { CodeReport, ScanFinding } from "../../contracts/index.ts";
import { readBounded, visibleText } from "../../formats/index.ts";

const around = 2;
const longestLine = 200;
const mostLines = 12;
const largestSource = 16 * 1024 * 1024;
/** Excerpts are for reading: of thousands of findings the first are enough. */
const mostExcerpts = 2000;

/** The report of code with the lines around each finding, so that it can be read in place. */
export async function withExcerpts(
  report: CodeReport,
  fileAt: ReadonlyMap<string, string>,
): Promise<CodeReport> {
  const texts = new Map<string, Promise<readonly string[]>>();
  const linesOf = (path: string): Promise<readonly string[]> => {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const file = fileAt.get(path);
    const read =
      file === undefined
        ? Promise.resolve([])
        : readBounded(file, largestSource).then(
            (bytes) => Buffer.from(bytes).toString("utf8").split("\n"),
            () => [],
          );
    // One file's lines are enough to hold: findings come file by file.
    texts.clear();
    texts.set(path, read);
    return read;
  };
  const findings: ScanFinding[] = [];
  for (const [i, finding] of report.findings.entries()) {
    const lines = i < mostExcerpts && isShown(finding) ? await linesOf(finding.place.path) : [];
    findings.push(withExcerpt(finding, lines));
  }
  return { ...report, findings };
}

const isShown = ({ hazard, excerpt, place }: ScanFinding): boolean =>
  hazard !== "secret" && excerpt === undefined && place.line !== undefined && !place.path.endsWith(".ipynb");

function withExcerpt(finding: ScanFinding, lines: readonly string[]): ScanFinding {
  const { line } = finding.place;
  if (line === undefined || line > lines.length) return finding;
  const first = Math.max(1, line - around);
  const last = Math.min(lines.length, (finding.place.endLine ?? line) + around, first + mostLines - 1);
  const shown = lines
    .slice(first - 1, last)
    .map((text) => visibleText(text.trimEnd().slice(0, longestLine)).toWellFormed());
  return { ...finding, excerpt: { firstLine: first, lines: shown } };
}
