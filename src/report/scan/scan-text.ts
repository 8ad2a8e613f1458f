import type {
  ArtifactReport,
  LoaderOutcome,
  ScanFinding,
  ScanReport,
  ScanVerdict,
  Severity,
} from "../../contracts/index.ts";
import { cell, painter, width, wrap, type Paint, type TerminalOptions } from "../terminal/layout.ts";
import {
  loadersInOrder,
  nested,
  openFindings,
  outcomeWords,
  placeWords,
  scanMarks,
  size,
  suppressedFindings,
  verdictSentence,
} from "./words/index.ts";

const tones = { clean: "good", review: "open", incomplete: "open", unsafe: "bad" } as const satisfies Record<
  ScanVerdict,
  string
>;
const severityTones = {
  critical: "bad",
  high: "bad",
  medium: "open",
  low: "faint",
} as const satisfies Record<Severity, string>;
const outcomeTones = {
  "runs-code": "bad",
  "reaches-out": "bad",
  exhausts: "bad",
  refuses: "open",
  unknown: "open",
  review: "open",
  safe: "good",
} as const satisfies Record<LoaderOutcome, string>;

/** Clean files beyond this number are counted and not named. */
const mostClean = 12;
const mostLines = 200;
const mostFindings = 100;

/**
 * A scan for a terminal: the verdict and why, the files as a tree, findings with the worst first, and what loaders do
 * with the files. At most 100 columns.
 */
export function scanText(report: ScanReport, options: TerminalOptions): string {
  const columns = Math.max(60, Math.min(options.columns, 100));
  const paint = painter(options.colour);
  return [
    ...heading(report, columns, paint),
    ...system(report, columns, paint),
    ...files(report, columns, paint),
    ...findings(report, columns, paint),
    ...loaders(report, columns, paint),
    ...notes(report, columns, paint),
    "",
  ].join("\n");
}

const mark = (verdict: ScanVerdict, paint: Paint): string => paint(tones[verdict], scanMarks[verdict]);

function heading(report: ScanReport, columns: number, paint: Paint): string[] {
  const { verdict, paths } = report;
  const word = verdict.toUpperCase();
  const what = cell(paths.join(", "), columns - width(word) - 4).trimEnd();
  return [
    `${mark(verdict, paint)} ${paint(tones[verdict], paint("strong", word))}  ${paint("strong", what)}`,
    wrap(verdictSentence(report), columns, "  "),
  ];
}

function system({ system: about }: ScanReport, columns: number, paint: Paint): string[] {
  if (about === undefined) return [];
  return [
    "",
    paint("strong", `What ${about.name} names`),
    ...about.parts.map(({ verdict, id, component, path, digest }) => {
      const digestWord = digest === undefined ? "" : `, digest ${digest}`;
      const text = `${id}${component === undefined ? "" : ` of ${component}`}: ${path}${digestWord}`;
      return `  ${mark(verdict, paint)} ${cell(text, columns - 4).trimEnd()}`;
    }),
  ];
}

function files(report: ScanReport, columns: number, paint: Paint): string[] {
  const { artifacts } = report;
  if (artifacts.length === 0) return [];
  const clean = artifacts.filter(({ verdict }) => verdict === "clean");
  const hidden = new Set(clean.length > mostClean ? clean.slice(mostClean - 1) : []);
  const rows = artifacts.filter((one) => !hidden.has(one)).flatMap((artifact) => tree(artifact));
  const shown = rows.slice(0, mostLines);
  const widestFormat = Math.min(24, Math.max(...shown.map(({ format }) => format.length)));
  const rest = rows.length - shown.length;
  return [
    "",
    paint("strong", "Files"),
    ...shown.map((one) => fileLine(one, widestFormat, columns, paint)),
    ...(rest > 0 ? [paint("faint", `  … ${rest} more lines; --format json has them all`)] : []),
    ...(hidden.size > 0
      ? [`  ${mark("clean", paint)} ${paint("faint", `${hidden.size} more, all clean`)}`]
      : []),
  ];
}

interface FileRow {
  readonly depth: number;
  readonly name: string;
  readonly format: string;
  readonly bytes: number;
  readonly verdict: ScanVerdict;
}

/** A file and those of its members that are not clean. */
function tree(artifact: ArtifactReport): FileRow[] {
  const rows: FileRow[] = [];
  for (const { report, depth } of nested(artifact)) {
    if (depth > 0 && report.verdict === "clean") continue;
    if (rows.length > mostLines) break;
    const { format, bytes, path } = report;
    if (depth === 0) rows.push({ depth, name: path, format, bytes, verdict: report.verdict });
    else {
      const name = path.slice(path.lastIndexOf("!/") + 2);
      rows.push({ depth, name, format, bytes, verdict: report.verdict });
    }
  }
  return rows;
}

/** Mark, name, format, size and verdict, in columns that stand below each other on every line. */
function fileLine(one: FileRow, formatColumns: number, columns: number, paint: Paint): string {
  const right = `${cell(one.format, formatColumns)} ${size(one.bytes).padStart(8)}  ${one.verdict.padEnd(10)}`;
  const room = columns - 5 - width(right);
  const indent = "  ".repeat(Math.min(one.depth, Math.max(0, Math.floor((room - 12) / 2))));
  const name = cellEnd(one.name, Math.max(4, room - indent.length));
  return `  ${indent}${mark(one.verdict, paint)} ${name} ${paint("faint", right.trimEnd())}`;
}

/** As `cell`, but of a name that is too long the end is kept: there it differs. */
function cellEnd(text: string, columns: number): string {
  const whole = cell(text, 100_000).trimEnd();
  if (width(whole) <= columns) return cell(whole, columns);
  const kept: string[] = [];
  let used = 1;
  for (const character of Array.from(whole).toReversed()) {
    used += width(character);
    if (used > columns) break;
    kept.unshift(character);
  }
  return cell(`…${kept.join("")}`, columns);
}

function findings(report: ScanReport, columns: number, paint: Paint): string[] {
  const all = openFindings(report);
  const toAct = all.filter(({ effect }) => effect !== "note");
  const remarks = all.filter(({ effect }) => effect === "note");
  const silenced = suppressedFindings(report);
  const rest = toAct.length - mostFindings;
  const lines = toAct.slice(0, mostFindings).flatMap((one) => finding(one, columns, paint));
  return [
    ...(toAct.length === 0 ? [] : ["", paint("strong", "Findings"), ...lines]),
    ...(rest > 0 ? ["", paint("faint", `  … ${rest} more findings; --format json has them all`)] : []),
    ...(remarks.length === 0
      ? []
      : ["", paint("strong", "Remarks"), ...remarks.slice(0, 20).map((one) => remark(one, columns, paint))]),
    ...(remarks.length > 20 ? [paint("faint", `  … ${remarks.length - 20} more`)] : []),
    ...(silenced.length === 0
      ? []
      : [
          "",
          paint("strong", "Suppressed"),
          ...silenced.slice(0, 20).map((one) => suppressed(one, columns)),
          ...(silenced.length > 20 ? [paint("faint", `  … ${silenced.length - 20} more`)] : []),
        ]),
  ];
}

function finding(one: ScanFinding, columns: number, paint: Paint): string[] {
  const label = one.severity.padEnd(8);
  const [title = "", ...more] = wrap(one.title, columns - 11, "").split("\n");
  return [
    "",
    `  ${paint(severityTones[one.severity], label)} ${paint("strong", title)}`,
    ...more.map((line) => `           ${paint("strong", line)}`),
    wrap(`${placeWords(one.place)} · ${one.rule}`, columns, "           "),
    wrap(one.description, columns, "           "),
    ...(one.related ?? [])
      .slice(0, 4)
      .map((place) => wrap(`${placeWords(place)}: ${place.note}`, columns, "             ", "           ↳ ")),
    paint("faint", wrap(one.remedy, columns, "           ", "         → ")),
  ];
}

const remark = (one: ScanFinding, columns: number, paint: Paint): string =>
  paint("faint", wrap(`${placeWords(one.place)}: ${one.title}. ${one.description}`, columns, "    ", "  · "));

function suppressed(one: ScanFinding, columns: number): string {
  const until = one.suppressed?.until === undefined ? "" : ` until ${one.suppressed.until}`;
  return wrap(
    `${placeWords(one.place)}, ${one.rule}${until}: ${one.suppressed?.reason ?? ""}`,
    columns,
    "    ",
    "  - ",
  );
}

/** Files whose loaders differ in nothing are told of together. */
function loaders({ artifacts }: ScanReport, columns: number, paint: Paint): string[] {
  // Where every loader is safe or unknown, the harm lies elsewhere: the list would only distract from it.
  const concerned = artifacts.filter(
    (artifact) =>
      artifact.verdict !== "clean" &&
      artifact.loaders.some(({ outcome }) => outcome !== "unknown" && outcome !== "safe"),
  );
  if (concerned.length === 0) return [];
  const groups = new Map<string, { readonly artifact: ArtifactReport; readonly paths: string[] }>();
  for (const artifact of concerned) {
    const key = JSON.stringify(
      loadersInOrder(artifact).map(({ loader, outcome, callSites }) => [loader, outcome, callSites]),
    );
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { artifact, paths: [artifact.path] });
    else known.paths.push(artifact.path);
  }
  const shown = [...groups.values()].slice(0, 12);
  return [
    "",
    paint("strong", "What happens when they are loaded"),
    ...shown.flatMap(({ artifact, paths }) => [
      wrap(
        paths.length === 1 ? artifact.path : `${artifact.path} and ${paths.length - 1} more`,
        columns,
        "    ",
        "  ",
      ),
      ...loadersInOrder(artifact).map((verdict) => {
        const word = outcomeWords[verdict.outcome].padEnd(11);
        const sites = verdict.callSites ?? [];
        const called = sites.length === 0 ? "" : `, called in ${placeWords(sites[0] ?? { path: "" })}`;
        const indent = " ".repeat(16);
        const text = wrap(`${verdict.loader}${called}`, columns, indent).slice(indent.length);
        return `    ${paint(outcomeTones[verdict.outcome], word)} ${text}`;
      }),
    ]),
    ...(groups.size > shown.length
      ? [paint("faint", `  … ${groups.size - shown.length} more; --format json has them all`)]
      : []),
  ];
}

function notes({ notes: said }: ScanReport, columns: number, paint: Paint): string[] {
  if (said.length === 0) return [];
  return ["", paint("strong", "Notes"), ...said.map((note) => wrap(note, columns, "    ", "  - "))];
}
