import type { ArtifactReport, CodeReport, ScanFinding, ScanPlace } from "../../contracts/index.ts";
import { verdictOfFindings, worstVerdict } from "../../assess/artifacts/index.ts";
import { ignores, type InlineIgnore } from "./inline-ignores.ts";
import type { LineRange } from "./git-changes.ts";
import { fileOf, refusalOf, suppressedBy, type Suppressions } from "./suppressions.ts";
import type { Walked } from "./walk.ts";

/** An artifact with what was suppressed in it marked, and its verdict without that. */
export function suppressArtifact(artifact: ArtifactReport, suppressions: Suppressions): ArtifactReport {
  if (suppressions.suppress.length === 0) return artifact;
  const findings = artifact.findings.map((finding) => suppressedBy(finding, suppressions));
  const members = artifact.members.map((member) => suppressArtifact(member, suppressions));
  const verdict = worstVerdict([verdictOfFindings(findings), ...members.map((member) => member.verdict)]);
  return { ...artifact, findings, members, verdict };
}

/** Lines that have changed, by the path of the report; undefined: the file has not. */
export type ChangedLines = (path: string) => readonly LineRange[] | "whole" | undefined;

export interface NarrowedCode {
  readonly report: CodeReport;
  readonly notes: readonly string[];
}

/**
 * The report of code without the findings that are suppressed, by file or in a comment, and without those on
 * lines that have not changed, where only changes are asked for.
 */
export function narrowCode(
  report: CodeReport,
  by: {
    readonly suppressions: Suppressions;
    readonly ignored: ReadonlyMap<string, readonly InlineIgnore[]>;
    readonly changed?: ChangedLines;
    readonly today: string;
  },
): NarrowedCode {
  const notes: string[] = [];
  const used = new Set<InlineIgnore>();
  const all = report.findings.map((finding) => {
    const suppressed = suppressedBy(finding, by.suppressions);
    if (suppressed.suppressed !== undefined || finding.effect === "incomplete") return suppressed;
    const because = by.ignored.get(finding.place.path)?.find((one) => ignores(one, finding));
    if (because === undefined) return finding;
    used.add(because);
    if (refusalOf(because.reason, because.until, by.today) !== undefined) return finding;
    const { reason, until } = because;
    return { ...finding, suppressed: { reason, ...(until === undefined ? {} : { until }) } };
  });
  for (const [path, list] of by.ignored)
    for (const one of list) {
      const wrong =
        refusalOf(one.reason, one.until, by.today) ??
        (used.has(one) || isProse(path) ? undefined : "nothing is found there");
      if (wrong !== undefined)
        notes.push(
          `${path}:${one.line}: the comment that ignores ${one.rules.join(", ")} does not count: ${wrong}.`,
        );
    }
  const { changed } = by;
  const kept = changed === undefined ? all : all.filter((finding) => isChanged(finding, changed));
  if (kept.length < all.length)
    notes.push(`${all.length - kept.length} findings on lines that have not changed are left out.`);
  const incomplete =
    changed === undefined
      ? report.incomplete
      : report.incomplete.filter(({ path }) => changed(path) !== undefined);
  const findings = kept.filter(({ suppressed }) => suppressed === undefined);
  return {
    report: {
      ...report,
      incomplete,
      findings,
      suppressed: [...report.suppressed, ...kept.filter(({ suppressed }) => suppressed !== undefined)],
      verdict: worstVerdict([verdictOfFindings(findings), incomplete.length > 0 ? "incomplete" : "clean"]),
    },
    notes,
  };
}

/** Documents show such comments without meaning them. */
const isProse = (path: string): boolean => /\.(?:md|mdc|txt)$/i.test(path);

function isChanged(finding: ScanFinding, changed: ChangedLines): boolean {
  return [finding.place, ...(finding.related ?? [])].some((place) => touches(place, changed));
}

function touches(place: ScanPlace, changed: ChangedLines): boolean {
  const ranges = changed(fileOf(place.path));
  if (ranges === undefined) return false;
  const { line, endLine = line } = place;
  if (ranges === "whole" || line === undefined) return true;
  return ranges.some(([first, last]) => line <= last && (endLine ?? line) >= first);
}

/** Files that a person has left out by name. */
export function leaveOut(walked: Walked, { exclude }: Suppressions): Walked {
  if (exclude.length === 0) return walked;
  const out = (path: string) => exclude.find((one) => one.path(path));
  const skipped = exclude.flatMap(({ path, shown, reason }) => {
    const count = walked.files.filter((file) => path(file.path)).length;
    return count === 0 ? [] : [`${shown} (${count} files: ${reason})`];
  });
  return {
    files: walked.files.filter(({ path }) => out(path) === undefined),
    obstacles: walked.obstacles.filter(({ path }) => out(path) === undefined),
    skipped: [...walked.skipped, ...skipped],
  };
}
