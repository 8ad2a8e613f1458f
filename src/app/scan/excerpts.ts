import type { CodeReport, ScanFinding } from "../../contracts/index.ts";
import { readBounded, visibleText } from "../../formats/index.ts";

const around = 2;
const longestLine = 200;
const mostLines = 12;
const largestSource = 16 * 1024 * 1024;
const mostHeld = 4;
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
    // A few files' lines are enough to hold: findings come file by file, and flows cross few.
    const [oldest] = texts.keys();
    if (texts.size >= mostHeld && oldest !== undefined) texts.delete(oldest);
    texts.set(path, read);
    return read;
  };
  const findings: ScanFinding[] = [];
  for (const [i, finding] of report.findings.entries()) {
    const lines = i < mostExcerpts && isShown(finding) ? await linesOf(finding.place.path) : [];
    findings.push(
      await withSteps(withExcerpt(finding, lines), i < mostExcerpts ? linesOf : () => Promise.resolve([])),
    );
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
  return { ...finding, excerpt: { firstLine: first, lines: lines.slice(first - 1, last).map(shownLine) } };
}

const shownLine = (text: string): string => visibleText(text.trimEnd().slice(0, longestLine)).toWellFormed();

/** The finding with the lines of the places that belong to it, such as the steps of a flow. */
async function withSteps(
  finding: ScanFinding,
  linesOf: (path: string) => Promise<readonly string[]>,
): Promise<ScanFinding> {
  const { related, hazard } = finding;
  if (related === undefined || hazard === "secret") return finding;
  const steps: NonNullable<ScanFinding["related"]>[number][] = [];
  for (const step of related) {
    const { path, line } = step;
    const text =
      line === undefined || path.endsWith(".ipynb") || steps.length >= mostLines
        ? undefined
        : (await linesOf(path))[line - 1];
    steps.push(text === undefined ? step : { ...step, text: shownLine(text) });
  }
  return { ...finding, related: steps };
}
