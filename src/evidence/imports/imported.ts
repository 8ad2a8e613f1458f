import { z } from "zod";
import type { Interval } from "../../contracts/index.ts";
import { clopperPearson } from "../../stats/index.ts";

/** One result of another tool, in our words. It says what that tool measured, by that tool's own judgement. */
export interface ImportedResult {
  /** The tool's own name for what it tried. */
  readonly name: string;
  /** `failing`: at least one failure. `passing`: some were judged, and none failed. `inconclusive`: none judged. */
  readonly state: "passing" | "failing" | "inconclusive";
  /** How many were judged; errors and unjudged ones are not counted. */
  readonly n: number;
  readonly failed: number;
  /** Share that failed; absent when none was judged, or where results are findings and not trials. */
  readonly point?: number;
  /** Clopper–Pearson, 95 %: as if the tool's trials were independent, which it does not promise. */
  readonly interval?: Interval;
  /** OWASP, ATLAS and CWE ids found in the report or given by the mapping, sorted. */
  readonly references: readonly string[];
  /** Our test ids that this answers, by the mapping, sorted; empty when the mapping does not know the name. */
  readonly covers: readonly string[];
}

export type ImportFormat = "sarif" | "garak" | "promptfoo";

/** What one run of another tool reported. */
export interface ImportedEvidence {
  readonly format: ImportFormat;
  readonly tool: string;
  readonly toolVersion: string;
  /** ISO 8601, UTC: when the run ended as the report says, or else when the file was last changed. */
  readonly at: string;
  readonly atSource: "report" | "file";
  readonly sourceFile: string;
  /** SHA-256 of the file, hex. */
  readonly sourceDigest: string;
  readonly results: readonly ImportedResult[];
  /** What a reader should know, in sentences: what was left out, and why. */
  readonly notes: readonly string[];
}

/** One line of a mapping pack: names of another tool, and the test ids they answer. */
export const mappingRuleSchema = z.strictObject({
  /** The whole name, or its start followed by `*`; case does not matter. */
  match: z.string().regex(/^[^*]{1,200}\*?$|^\*$/, "a name, with `*` at its end at most"),
  covers: z.array(z.string().regex(/^[a-z0-9-]{1,80}$/)).max(20),
  references: z.array(z.string().max(40)).max(20).default([]),
});
export type MappingRule = z.output<typeof mappingRuleSchema>;

/** Mapping rules by tool, lower case; `sarif` serves every tool without rules of its own. */
export type Mappings = Readonly<Record<string, readonly MappingRule[]>>;

/** What the mapping says about any of these names: everything that matches, together. */
export function mapNames(
  rules: readonly MappingRule[],
  names: readonly string[],
): { readonly covers: readonly string[]; readonly references: readonly string[] } {
  const lower = names.map((name) => name.toLowerCase());
  const matching = rules.filter(({ match }) => {
    const pattern = match.toLowerCase();
    return lower.some((name) =>
      pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
    );
  });
  return {
    covers: sortedUnique(matching.flatMap(({ covers }) => covers)),
    references: sortedUnique(matching.flatMap(({ references }) => references)),
  };
}

/** A result whose failures are failed trials out of `n`. */
export function trialsResult(input: {
  readonly name: string;
  readonly n: number;
  readonly failed: number;
  readonly references: readonly string[];
  readonly covers: readonly string[];
}): ImportedResult {
  const { n, failed } = input;
  const result = { ...input, name: input.name.slice(0, 200), references: sortedUnique(input.references) };
  if (n === 0) return { ...result, state: "inconclusive" };
  return {
    ...result,
    state: failed > 0 ? "failing" : "passing",
    point: failed / n,
    interval: clopperPearson(failed, n, 0.95),
  };
}

/** OWASP LLM and agentic, ATLAS and CWE ids in tags as tools write them: `owasp:llm01`, `external/cwe/cwe-079`. */
export function referencesIn(texts: readonly string[]): string[] {
  const found: string[] = [];
  for (const text of texts.slice(0, 200)) {
    const tag = text.slice(0, 300).toUpperCase();
    for (const [, id] of tag.matchAll(/\bLLM(\d\d)\b/g)) found.push(`LLM${id}`);
    for (const [, id] of tag.matchAll(/\bASI(\d\d)\b/g)) found.push(`ASI${id}`);
    for (const [id] of tag.matchAll(/\bAML\.T\d{4}(?:\.\d{3})?\b/g)) found.push(id);
    for (const [, id] of tag.matchAll(/\bCWE[-_:]?(\d{1,5})\b/g)) found.push(`CWE-${Number(id)}`);
  }
  return sortedUnique(found);
}

export const sortedUnique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
