import { setImmediate } from "node:timers/promises";
import type {
  CodeGraph,
  CodeReport,
  LoaderCallSite,
  ScanFinding,
  ScanPlace,
  ScanVerdict,
} from "../../../contracts/index.ts";
import { sha256, visibleText } from "../../../formats/index.ts";
import type { CodeRule, CommentFact, ProjectFacts } from "../contract/index.ts";
import { examineFile, type FileOutcome } from "../file/examine-file.ts";
import { Lines } from "../file/lines.ts";
import type { Link, ModuleSummary } from "../interpret/summaries.ts";
import { standardRegistry } from "../registry/registry.ts";
import { drawGraph } from "../graph/draw-graph.ts";
import { callSitesOf, type LoaderCalls } from "./call-sites.ts";
import type { ReviewedFile } from "./memory-files.ts";
import { runRules, type Sighting } from "./run-rules.ts";
import { decoded, survey, type Survey, type Surveyed } from "./survey.ts";

export interface ReviewOptions {
  readonly rules: readonly CodeRule[];
  /** Loaders whose calls are told of: the profiles of `packs/loaders`. */
  readonly loaders?: readonly LoaderCalls[];
  readonly signal?: AbortSignal;
  /** Told of each file when it is done: for progress, and for comments that suppress a finding. */
  readonly onFile?: (file: {
    readonly path: string;
    readonly bytes: number;
    readonly comments: readonly CommentFact[];
  }) => void;
}

/**
 * Reviews a tree of source code. Two passes: the first reads names and imports only and puts files into
 * order, so that in the second every file is parsed once, after those it imports; of a file that is done
 * only a summary of its functions is kept. Nothing of it is run.
 *
 * @example await reviewWith(memoryFiles([{ path: "a.py", bytes: "eval(input())" }]), { rules })
 */
export async function reviewWith(
  files: AsyncIterable<ReviewedFile>,
  options: ReviewOptions,
): Promise<CodeReport> {
  const surveyed = await survey(files, options.signal);
  return new Review(surveyed, options).run();
}

const mostNodes = 5000;

class Review {
  readonly #survey: Survey;
  readonly #options: ReviewOptions;
  readonly #project: ProjectFacts;
  readonly #summaries = new Map<string, ModuleSummary>();
  readonly #linesOf = new Map<string, Lines>();
  readonly #findings = new Map<string, ScanFinding>();
  readonly #incomplete: { path: string; why: string }[];
  readonly #callSites: LoaderCallSite[] = [];
  readonly #nodes = new Map<string, CodeGraph["nodes"][number]>();
  readonly #edges: CodeGraph["edges"][number][] = [];
  readonly #looked = new Set<string>();
  #bytes = 0;

  constructor(surveyed: Survey, options: ReviewOptions) {
    this.#survey = surveyed;
    this.#options = options;
    this.#incomplete = [...surveyed.incomplete];
    this.#project = { pins: surveyed.pins, paths: surveyed.files.map(({ file }) => file.path).sort() };
  }

  async run(): Promise<CodeReport> {
    for (const item of this.#survey.files) {
      this.#options.signal?.throwIfAborted();
      await this.#one(item);
      await setImmediate();
    }
    const findings = [...this.#findings.values()].sort(
      (a, b) =>
        compare(a.place.path, b.place.path) ||
        (a.place.line ?? 0) - (b.place.line ?? 0) ||
        compare(a.rule, b.rule),
    );
    const fired = new Set(findings.map(({ rule }) => rule));
    return {
      files: this.#survey.files.length,
      bytes: this.#bytes,
      incomplete: this.#incomplete.sort((a, b) => compare(a.path, b.path)),
      findings,
      suppressed: [],
      passed: [...this.#looked].filter((rule) => !fired.has(rule)).sort(),
      callSites: this.#callSites,
      graph: { nodes: [...this.#nodes.values()], edges: this.#edges },
      verdict: verdictOf(findings, this.#incomplete.length > 0),
    };
  }

  async #one(item: Surveyed): Promise<void> {
    const { file, kind } = item;
    const { path } = file;
    let text: string;
    try {
      text = decoded(await file.read());
    } catch {
      this.#incomplete.push({ path, why: "it could not be read a second time" });
      return;
    }
    const { resolver } = this.#survey;
    const language = kind.language === "javascript" ? "javascript" : "python";
    const link: Link = (module) => {
      const target = resolver.resolve(module, path, language);
      return target === undefined || target === path ? undefined : this.#summaries.get(target);
    };
    const outcome = await examineFile({
      path,
      text,
      kind,
      project: this.#project,
      registry: standardRegistry(),
      link,
    });
    this.#bytes += item.bytes;
    if (outcome.summary !== undefined) this.#summaries.set(path, outcome.summary);
    if (outcome.incomplete !== undefined) this.#incomplete.push({ path, why: outcome.incomplete });
    this.#linesOf.set(path, new Lines(outcome.file.text));
    for (const rule of this.#options.rules)
      if (rule.languages.includes(outcome.file.language)) this.#looked.add(`code/${rule.id}`);
    const repeats = new Map<string, number>();
    for (const sighting of runRules(outcome.file, this.#options.rules)) this.#add(sighting, outcome, repeats);
    for (const { call, ...site } of callSitesOf(outcome.file, this.#options.loaders ?? []))
      this.#callSites.push({ ...site, place: this.#place(path, call.at.start, call.at.end, outcome) });
    this.#draw(outcome);
    this.#options.onFile?.({ path, bytes: item.bytes, comments: outcome.file.comments });
  }

  #draw(outcome: FileOutcome): void {
    const { file } = outcome;
    if (file.calls.length === 0) return;
    const { nodes, edges } = drawGraph(file, standardRegistry());
    // One model or server for the whole tree; agents and tools are of their file.
    const whole = (id: string): string => (/^(?:model|server):/.test(id) ? id : `${file.path}#${id}`);
    for (const { id, at, ...node } of nodes) {
      const key = whole(id);
      if (this.#nodes.has(key) || this.#nodes.size >= mostNodes) continue;
      this.#nodes.set(key, { ...node, id: key, place: this.#place(file.path, at.start, at.end, outcome) });
    }
    for (const { from, to, what } of edges) {
      const edge = { from: whole(from), to: whole(to), what };
      if (this.#nodes.has(edge.from) && this.#nodes.has(edge.to)) this.#edges.push(edge);
    }
  }

  #add(
    { rule, at, path, description, detail }: Sighting,
    outcome: FileOutcome,
    repeats: Map<string, number>,
  ): void {
    const { file } = outcome;
    const place = this.#place(path ?? file.path, at.start, at.end, outcome);
    const line = path === undefined ? lineText(file.text, at.start) : `${place.line ?? 0}`;
    // The text of the line and not its number, so that code moving up and down keeps its findings.
    const key = JSON.stringify([rule.id, place.path, line]);
    const count = (repeats.get(key) ?? 0) + 1;
    repeats.set(key, count);
    const id = `S-${sha256(`${key}${count}`).slice(0, 10)}`;
    const related = (detail.related ?? []).map((other) => ({
      ...this.#place(other.path ?? file.path, other.at.start, other.at.end, outcome),
      note: other.note,
    }));
    this.#findings.set(id, {
      id,
      rule: `code/${rule.id}`,
      title: detail.title ?? rule.title,
      severity: detail.severity ?? rule.severity,
      effect: detail.effect ?? rule.effect,
      ...(rule.hazard === undefined ? {} : { hazard: rule.hazard }),
      description: visibleText(description).slice(0, 2000),
      remedy: rule.remedy,
      place,
      ...(related.length === 0 ? {} : { related }),
      references: [...rule.cwe, ...rule.atlas, ...rule.owasp],
    });
  }

  #place(path: string, start: number, end: number, outcome: FileOutcome): ScanPlace {
    const lines = this.#linesOf.get(path);
    if (lines === undefined) return { path };
    const from = lines.placeOf(start);
    const to = lines.placeOf(Math.max(start, end));
    const { lineOf } = outcome;
    if (lineOf !== undefined && path === outcome.file.path) return { path, line: lineOf(from.line) };
    return { path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }
}

function lineText(text: string, at: number): string {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const end = text.indexOf("\n", at);
  return text
    .slice(start, end < 0 ? undefined : end)
    .trim()
    .slice(0, 500);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function verdictOf(findings: readonly ScanFinding[], incomplete: boolean): ScanVerdict {
  const effects = new Set(findings.map(({ effect }) => effect));
  if (effects.has("unsafe")) return "unsafe";
  if (incomplete || effects.has("incomplete")) return "incomplete";
  return effects.has("review") ? "review" : "clean";
}
