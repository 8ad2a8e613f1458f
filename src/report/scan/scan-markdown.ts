import type { ScanReport } from "../../contracts/index.ts";
import { code, plain, prose, row } from "../md/markdown.ts";
import { minute } from "../wording.ts";
import {
  loadersInOrder,
  openFindings,
  outcomeWords,
  placeWords,
  scanMarks,
  size,
  suppressedFindings,
  verdictSentence,
} from "./words/index.ts";

const mostFindings = 60;
const mostFiles = 60;

/** Markdown of a scan, for a pull request comment. No text from a file can add markup, links or mentions. */
export function scanMarkdown(report: ScanReport): string {
  const findings = openFindings(report).filter(({ effect }) => effect !== "note");
  const files = report.artifacts.filter(({ verdict }) => verdict !== "clean");
  const silenced = suppressedFindings(report);
  return `${[
    `# ${scanMarks[report.verdict]} ${report.verdict}: ${plain(report.paths.join(", "))}`,
    "",
    plain(verdictSentence(report)),
    ...(findings.length === 0
      ? []
      : [
          "",
          "## Findings",
          "",
          "| severity | what | where | remedy |",
          "|---|---|---|---|",
          ...findings
            .slice(0, mostFindings)
            .map((one) =>
              row([
                one.severity,
                `${plain(one.title)}<br>${code(one.rule)}`,
                code(placeWords(one.place)),
                prose(one.remedy),
              ]),
            ),
          ...more(findings.length - mostFindings, "findings"),
        ]),
    ...(files.length === 0
      ? []
      : [
          "",
          "## Files that are not clean",
          "",
          "| | file | read as | size | what loaders do |",
          "|---|---|---|---|---|",
          ...files.slice(0, mostFiles).map((one) =>
            row([
              scanMarks[one.verdict],
              code(one.path),
              plain(one.format),
              size(one.bytes),
              loadersInOrder(one)
                .map(({ loader, outcome }) => `${code(loader)} ${outcomeWords[outcome]}`)
                .join("<br>"),
            ]),
          ),
          ...more(files.length - mostFiles, "files"),
        ]),
    ...(silenced.length === 0 ? [] : ["", `${silenced.length} findings are suppressed, each with a reason.`]),
    ...(report.notes.length === 0
      ? []
      : ["", "## Notes", "", ...report.notes.map((note) => `- ${plain(note)}`)]),
    "",
    `${report.tool.name} ${report.tool.version}, ${minute(report.finishedAt)}. Nothing was loaded, run or imported.`,
  ].join("\n")}\n`;
}

const more = (count: number, what: string): string[] => (count > 0 ? ["", `… ${count} more ${what}.`] : []);
