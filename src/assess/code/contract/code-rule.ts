import type { Hazard, ScanEffect, Severity } from "../../../contracts/index.ts";
import type { CodeFile } from "./code-file.ts";
import type { CodeLanguage, Label, Placed, Span } from "./facts.ts";

/** The kinds of places where labelled data does harm. What belongs to each is data: `registry/`. */
export const sinkKinds = [
  "code",
  "shell",
  "sql",
  "html",
  "path",
  "url",
  "deserialiser",
  "template",
  "tool",
  "log",
  /** What an agent remembers beyond this conversation. */
  "memory",
  /** Text that is sent away to be turned into a vector. */
  "embedding",
  /** Which model answers, from which address, with which tools. */
  "model-option",
  /** The command with which an MCP server is started, or the address at which it is called. */
  "server-start",
  /** The path or name of a model that is loaded. */
  "model-file",
  /** What a model is trained on. */
  "training-data",
  /** Records of experiments that a team, or everybody, can read. */
  "tracker",
  /** Text that a model reads, by the role it is given. */
  "prompt-system",
  "prompt-user",
] as const;
export type SinkKind = (typeof sinkKinds)[number];

/** Labelled data that reaches a place, in one function or across functions and direct imports. */
export interface FlowPattern {
  readonly from: readonly Label[];
  readonly to: readonly SinkKind[];
  /** Data that passed one of these is let go: `html`, `shell`, `guard`, `delimited`. */
  readonly clearedBy?: readonly string[];
}

export interface ReportDetail {
  readonly title?: string;
  readonly severity?: Severity;
  readonly effect?: ScanEffect;
  readonly related?: readonly (Placed & { readonly note: string; readonly path?: string })[];
}

/** Says what is wrong where. `description`: what was found here, with the particulars, in one or two sentences. */
export type Report = (where: Placed | Span, description: string, detail?: ReportDetail) => void;

/**
 * One rule of the review of code: a folder `rules/<id>/` with `rule.ts`, which exports it as `rule`,
 * and `fixtures/`.
 *
 * **Writing one.** Look at `rules/torch-load-unsafe` (arguments), `rules/agent-loop-endless` (structure),
 * `rules/model-output-to-code` (flow; no code at all) and `rules/mcp-unpinned-package` (a JSON file).
 * Ask `file.callsTo(…)` for the calls that concern the rule, look at `call.argument(name, position)`
 * with the readers of `value.ts` (`isTrue`, `stringOf`, `numberOf`, `itemsOf`, `entryOf`, `nameOf`) and
 * `report(call, "what is wrong here")`. Aliases, from-imports, `new`, `await`, constants of the file and
 * objects kept in variables or attributes are resolved already. In JavaScript `argument("maxSteps")` looks into the
 * object that is given. Names are those of the package: `ai.generateText`,
 * `@langchain/openai.ChatOpenAI`; a default import of `openai` is `openai.OpenAI` (`registry/names.ts`).
 * Precision first: unknown means silent. A missing argument is only missing where `!call.open`.
 *
 * **Fixtures.** `fixtures/firing*.EXT` with lines that must fire marked `# fires`, `// fires` or
 * `<!-- fires -->`, and `fixtures/silent*.EXT` without marks. Where the name or several files matter:
 * folders `firing…` and `silent…` in `fixtures/`, each a project of its own. Files that cannot hold a
 * comment get `FILE.fires` beside them: the line numbers. A rule that does not fire on exactly the marked lines,
 * or on a silent one, does not build (`proof.ts`; `npm run generate`).
 */
export interface CodeRule {
  /** The name of its folder. Findings carry `code/<id>`. */
  readonly id: string;
  /** A sentence without a full stop: what is wrong. */
  readonly title: string;
  readonly severity: Severity;
  /** `unsafe` where what is written does harm; `review` where a person must look; `note` for advice. */
  readonly effect: ScanEffect;
  /** How often it is right when it fires. */
  readonly confidence: "high" | "medium" | "low";
  readonly languages: readonly CodeLanguage[];
  readonly hazard?: Hazard;
  /** `CWE-502`. */
  readonly cwe: readonly string[];
  /** `AML.T0010`. */
  readonly atlas: readonly string[];
  /** With the year: `LLM05:2025`, `ML06:2023`, `ASI02:2026`. */
  readonly owasp: readonly string[];
  /** What to write instead, with the code. */
  readonly remedy: string;
  /** Rules that ask for more than names of calls: which data reaches what. Needs no `check`. */
  readonly flow?: FlowPattern;
  check?(file: CodeFile, report: Report): void;
}
