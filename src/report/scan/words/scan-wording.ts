import type {
  ArtifactReport,
  LoaderOutcome,
  ScanFinding,
  ScanPlace,
  ScanReport,
  ScanVerdict,
  Severity,
} from "../../../contracts/index.ts";

/** One sign for each verdict, told apart by shape alone. */
export const scanMarks: Readonly<Record<ScanVerdict, string>> = {
  clean: "●",
  review: "○",
  incomplete: "◐",
  unsafe: "✗",
};

export const outcomeWords: Readonly<Record<LoaderOutcome, string>> = {
  "runs-code": "runs code",
  "reaches-out": "reaches out",
  exhausts: "falls over",
  refuses: "refuses",
  unknown: "unknown",
  review: "look first",
  safe: "safe",
};

const outcomeOrder = Object.keys(outcomeWords);
const severityOrder: readonly Severity[] = ["critical", "high", "medium", "low"];
const effectOrder = ["unsafe", "incomplete", "review", "note"];

/** A file, and everything inside it, each with how deep it lies. */
export function* nested(
  report: ArtifactReport,
  depth = 0,
): Generator<{ report: ArtifactReport; depth: number }> {
  yield { report, depth };
  for (const member of report.members) yield* nested(member, depth + 1);
}

/** Every finding of a scan that counts, of files and of code, the worst first. */
export function openFindings(report: ScanReport): readonly ScanFinding[] {
  return everyFinding(report)
    .filter(({ suppressed }) => suppressed === undefined)
    .toSorted(
      (a, b) =>
        effectOrder.indexOf(a.effect) - effectOrder.indexOf(b.effect) ||
        severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity) ||
        compare(a.place.path, b.place.path) ||
        (a.place.line ?? a.place.bytes?.[0] ?? 0) - (b.place.line ?? b.place.bytes?.[0] ?? 0) ||
        compare(a.rule, b.rule),
    );
}

/** Those that somebody has said do not count. */
export function suppressedFindings(report: ScanReport): readonly ScanFinding[] {
  const own = everyFinding(report).filter(({ suppressed }) => suppressed !== undefined);
  return [...own, ...(report.code?.suppressed ?? [])];
}

function everyFinding({ artifacts, code }: ScanReport): readonly ScanFinding[] {
  const ofFiles = artifacts.flatMap((artifact) =>
    [...nested(artifact)].flatMap(({ report }) => report.findings),
  );
  return [...ofFiles, ...(code?.findings ?? [])];
}

/** `model.pkl, bytes 14 to 60`, `train.py:12`. */
export function placeWords({ path, line, column, bytes, at }: ScanPlace): string {
  const spot = line === undefined ? path : `${path}:${line}${column === undefined ? "" : `:${column}`}`;
  const inner = [
    at,
    bytes === undefined
      ? undefined
      : bytes[0] >= bytes[1] - 1
        ? `byte ${bytes[0]}`
        : `bytes ${bytes[0]} to ${bytes[1]}`,
  ].filter((part) => part !== undefined);
  return [spot, ...inner].join(", ");
}

/** What loaders do with a file, the worst first. */
export const loadersInOrder = ({ loaders }: ArtifactReport): ArtifactReport["loaders"] =>
  loaders.toSorted(
    (a, b) =>
      outcomeOrder.indexOf(a.outcome) - outcomeOrder.indexOf(b.outcome) || compare(a.loader, b.loader),
  );

/** 1234567 bytes are "1.2 MB". */
export function size(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ""}`;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function countBySeverity(findings: readonly ScanFinding[]): Readonly<Record<Severity, number>> {
  const count = { low: 0, medium: 0, high: 0, critical: 0 };
  for (const { severity, effect } of findings) if (effect !== "note") count[severity] += 1;
  return count;
}

/** The verdict as a sentence: "2 of 14 files do harm when they are loaded." */
export function verdictSentence(report: ScanReport): string {
  const { artifacts, code, verdict } = report;
  const said = [
    artifacts.length > 0 ? filesSentence(report) : "",
    code === undefined ? "" : codeSentence(code),
  ]
    .filter((part) => part !== "")
    .join(" ");
  if (said !== "") return said;
  return verdict === "clean" ? "Nothing has changed that could be examined." : "Nothing was examined.";
}

function filesSentence(report: ScanReport): string {
  const verdicts = report.artifacts.map(({ verdict }) => verdict);
  const count = (verdict: ScanVerdict): number => verdicts.filter((one) => one === verdict).length;
  const [unsafe, incomplete, review] = [count("unsafe"), count("incomplete"), count("review")];
  const total = verdicts.length;
  if (unsafe + incomplete + review === 0)
    return total === 1
      ? "Nothing was found in the one file, and every byte of it is explained."
      : `Nothing was found in ${total} files, and every byte of them is explained.`;
  const parts = [
    unsafe === 0 ? "" : `${unsafe} ${unsafe === 1 ? "does" : "do"} harm when loaded or used`,
    incomplete === 0 ? "" : `${incomplete} could not be examined to the end`,
    review === 0 ? "" : `${review} ${review === 1 ? "needs" : "need"} a person to look`,
  ].filter((part) => part !== "");
  return `Of ${total} ${total === 1 ? "file" : "files"} ${parts.join(", ")}.`;
}

function codeSentence({ files, findings, incomplete }: NonNullable<ScanReport["code"]>): string {
  const open = findings.filter(({ effect }) => effect !== "note").length;
  if (files === 0) return "";
  const what = `${files} ${files === 1 ? "file was" : "files were"} reviewed for code`;
  const found = open === 0 ? "nothing to act on" : `${open} ${open === 1 ? "finding" : "findings"}`;
  const rest = incomplete.length === 0 ? "" : `, ${incomplete.length} not to the end`;
  return `${what}${rest}: ${found}.`;
}
