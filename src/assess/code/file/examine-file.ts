import type { CommentFact, ProjectFacts, StringFact } from "../contract/index.ts";
import { dockerInstructions } from "../documents/docker-instructions.ts";
import { DocumentFault, jsonTree } from "../documents/json-tree.ts";
import { notebook, type Notebook } from "../documents/notebook.ts";
import { shellCommands } from "../documents/shell-commands.ts";
import { yamlDocuments } from "../documents/yaml-tree.ts";
import { parserOf, type GrammarName } from "../grammars/load-grammar.ts";
import { syntaxTree } from "../grammars/syntax-tree.ts";
import { interpretModule } from "../interpret/interpret.ts";
import type { Link, ModuleSummary } from "../interpret/summaries.ts";
import type { Registry } from "../registry/registry.ts";
import { lowerJavascript } from "../tree/javascript-statements.ts";
import { lowerPython } from "../tree/python-statements.ts";
import { ExaminedFile } from "./examined-file.ts";
import type { FileKind } from "./kind.ts";
import { Lines } from "./lines.ts";

export interface FileInput {
  readonly path: string;
  readonly text: string;
  readonly kind: FileKind;
  readonly project: ProjectFacts;
  readonly registry: Registry;
  readonly link: Link;
}

export interface FileOutcome {
  readonly file: ExaminedFile;
  /** Line of the file for a line of the text, where the two differ (notebooks). 1-based. */
  readonly lineOf?: (line: number) => number;
  readonly summary?: ModuleSummary;
  /** Why not everything was understood. What was understood is there nevertheless. */
  readonly incomplete?: string;
}

/** Reads one file: its tree, its facts, and the flow of labelled data in it. Never runs anything. */
export async function examineFile(input: FileInput): Promise<FileOutcome> {
  const { kind, path, text, project } = input;
  const common = { path, project, language: kind.language };
  try {
    if (kind.isNotebook === true) return await examineNotebook(input);
    if (kind.grammar !== undefined) return await examineCode(input, kind.grammar, text);
    switch (kind.language) {
      case "json":
        return { file: new ExaminedFile({ ...common, text, documents: [jsonTree(text)] }) };
      case "yaml":
        return { file: new ExaminedFile({ ...common, text, documents: yamlDocuments(text) }) };
      case "dockerfile": {
        const docker = dockerInstructions(text);
        const shell = docker
          .filter(({ instruction }) => instruction === "RUN")
          .flatMap(({ text: command, at }) => shellCommands(command).map((one) => ({ ...one, at })));
        return { file: new ExaminedFile({ ...common, text, docker, shell }) };
      }
      case "shell":
        return { file: new ExaminedFile({ ...common, text, shell: shellCommands(text) }) };
      case "python":
      case "javascript":
      case "jinja":
      case "text":
        break;
    }
    return { file: new ExaminedFile({ ...common, text }) };
  } catch (error) {
    if (!(error instanceof DocumentFault) && !(error instanceof RangeError)) throw error;
    const why =
      error instanceof DocumentFault
        ? `line ${new Lines(text).placeOf(error.offset).line}: ${error.message}`
        : "nested too deep";
    return { file: new ExaminedFile({ ...common, text }), incomplete: why };
  }
}

async function examineNotebook(input: FileInput): Promise<FileOutcome> {
  const cells = notebook(input.text);
  const printed = printedBehind(cells);
  const lineOf = (line: number): number =>
    cells.lines[line - 1] ?? printed.lines[line - cells.lines.length - 1] ?? line;
  if (cells.language === undefined)
    return {
      file: new ExaminedFile({
        path: input.path,
        project: input.project,
        language: "text",
        text: cells.text,
      }),
      lineOf,
      incomplete: "a notebook in a language that is not read",
    };
  const kind: FileKind = { language: cells.language };
  const grammar = cells.language === "python" ? "python" : "typescript";
  return { ...(await examineCode({ ...input, kind }, grammar, cells.text, printed)), lineOf };
}

interface Printed {
  readonly text: string;
  /** Line of the notebook for each line of the text. */
  readonly lines: readonly number[];
  readonly outputs: readonly StringFact[];
}

const longestOutput = 65_536;
const mostPrinted = 1_000_000;

/** Outputs as text that follows the code, so that what is found in them has a place. */
function printedBehind({ text: code, outputs }: Notebook): Printed {
  let text = "";
  const lines: number[] = [];
  const facts: StringFact[] = [];
  for (const { text: output, line } of outputs) {
    const value = output.slice(0, longestOutput);
    if (text.length + value.length > mostPrinted) break;
    const start = code.length + text.length + 1;
    text += `\n${value}`;
    facts.push({ at: { start, end: start + value.length }, value });
    for (const _ of value.split("\n")) lines.push(line);
  }
  return { text, lines, outputs: facts };
}

async function examineCode(
  input: FileInput,
  grammar: GrammarName,
  text: string,
  printed?: Printed,
): Promise<FileOutcome> {
  const { path, project, registry, link } = input;
  const language = grammar === "python" ? "python" : "javascript";
  const tree = syntaxTree(await parserOf(grammar), text);
  if (tree === undefined)
    return {
      file: new ExaminedFile({ path, project, language, text }),
      incomplete: "it could not be parsed",
    };
  const lowered = language === "python" ? lowerPython(text, tree.root) : lowerJavascript(text, tree.root);
  const { machine, summary } = interpretModule({ path, language, text, body: lowered.body, registry, link });
  const lines = new Lines(text);
  const comments = tree.comments.map(({ start, end }): CommentFact => ({
    at: { start, end },
    text: text.slice(start, end),
    line: lines.placeOf(start).line,
  }));
  const why =
    tree.firstError !== undefined
      ? `line ${lines.placeOf(tree.firstError).line}: syntax that could not be read`
      : lowered.tooDeep
        ? "nested too deep"
        : machine.budget <= 0
          ? "too much to go through"
          : undefined;
  return {
    file: new ExaminedFile({
      path,
      language,
      text: printed === undefined ? text : text + printed.text,
      project,
      machine,
      comments,
      ...(printed === undefined ? {} : { outputs: printed.outputs }),
    }),
    summary,
    ...(why === undefined ? {} : { incomplete: why }),
  };
}
