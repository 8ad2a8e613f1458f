import type { CodeRule, FlowPattern, Placed, ReportDetail, Span } from "../contract/index.ts";
import type { ExaminedFile } from "../file/examined-file.ts";
import type { Hit } from "../interpret/summaries.ts";

/** What a rule said, with offsets; the review makes findings of it. */
export interface Sighting {
  readonly rule: CodeRule;
  readonly at: Span;
  /** Absent: the file at hand. */
  readonly path?: string;
  readonly description: string;
  readonly detail: ReportDetail;
}

const mostOfARule = 200;

/** Runs the rules that concern the language of the file. */
export function runRules(file: ExaminedFile, rules: readonly CodeRule[]): Sighting[] {
  const sightings: Sighting[] = [];
  // Rules look at the root of a document: each document of a file gets its turn as that root.
  const views = [...file.byDocument()];
  for (const rule of rules) {
    if (!rule.languages.includes(file.language)) continue;
    const seen = new Set<string>();
    const add = (at: Span, description: string, detail: ReportDetail, path?: string): void => {
      const key = `${path ?? ""}:${at.start}:${at.end}`;
      if (seen.has(key) || seen.size >= mostOfARule) return;
      seen.add(key);
      sightings.push({ rule, at, description, detail, ...(path === undefined ? {} : { path }) });
    };
    for (const view of views)
      rule.check?.(view, (where: Placed | Span, description, detail = {}) =>
        add("at" in where ? where.at : where, description, detail),
      );
    if (rule.flow !== undefined) flows(file.hits, rule.flow, add);
  }
  return sightings;
}

function flows(
  hits: readonly Hit[],
  { from, to, clearedBy = [] }: FlowPattern,
  add: (at: Span, description: string, detail: ReportDetail, path?: string) => void,
): void {
  const letGo = new Set(["*", ...clearedBy]);
  for (const { kind, taint, at, path, what } of hits) {
    if (!to.includes(kind) || !from.some((label) => label === taint.label)) continue;
    if (taint.cleared.some((cleared) => letGo.has(cleared) || cleared === kind)) continue;
    const source = {
      at: taint.source,
      note: `from here: ${taint.what}`,
      ...(taint.path === undefined ? {} : { path: taint.path }),
    };
    const steps = taint.steps.map((step) => ({
      at: step.at,
      note: step.note,
      ...(step.path === undefined ? {} : { path: step.path }),
    }));
    add(at, `${sentence(taint.what)} reaches ${what}.`, { related: [source, ...steps] }, path);
  }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
