import {
  at,
  nodesOf,
  scalarOf,
  stringOf,
  walk,
  type CodeFile,
  type DataNode,
  type Placed,
  type Span,
} from "../contract/index.ts";
import { shellCommands } from "../documents/shell-commands.ts";

/** One command with its options, wherever it is written. */
export interface CommandLine extends Placed {
  /** The name of the program without its folder; the module of `python -m`. */
  readonly program: string;
  readonly args: readonly string[];
  readonly pipedTo?: CommandLine;
  /** Its failing changes nothing: `… || true`. */
  readonly tolerated: boolean;
}

const kept = new WeakMap<CodeFile, readonly CommandLine[]>();

/**
 * The commands of a file: of shell scripts, of `RUN`, `CMD` and `ENTRYPOINT`, of Compose, Kubernetes and
 * workflows, of `subprocess.run([…])` and `os.system("…")`, and of lines of notebooks that begin with `!` or `%`.
 */
export function commandLines(file: CodeFile): readonly CommandLine[] {
  let lines = kept.get(file);
  if (lines === undefined) {
    lines = [...ofShell(file), ...ofDocker(file), ...ofData(file), ...ofCalls(file), ...ofNotebook(file)];
    kept.set(file, lines);
  }
  return lines;
}

/** The value of `--name value` or `--name=value`; `""` where it stands alone; `_` and `-` are the same. */
export function optionOf({ args }: CommandLine, ...names: readonly string[]): string | undefined {
  for (const [i, arg] of args.entries()) {
    const cut = arg.indexOf("=");
    const name = (cut < 0 ? arg : arg.slice(0, cut)).replaceAll("_", "-");
    if (!names.includes(name)) continue;
    if (cut >= 0) return arg.slice(cut + 1);
    const next = args[i + 1];
    return next === undefined || next.startsWith("-") ? "" : next;
  }
  return undefined;
}

/** Words before a command, of its surroundings and of the language of shells. */
const wrappers =
  /^(?:if|then|elif|else|while|until|do|!|\{|sudo|exec|nohup|env|time|uv|poetry|pipenv|pdm|conda|run|tini|dumb-init|--|-g|-E)$/;
const assignment = /^[A-Za-z_]\w*=/;
const python = /^python(?:\d(?:\.\d+)?)?(?:\.exe)?$/;
const mostWords = 4000;

function lineOf(words: readonly string[], where: Span, more: Partial<CommandLine> = {}): CommandLine[] {
  let i = 0;
  // `uv pip install` keeps its `pip`: only the word `uv` goes.
  while (i < words.length - 1 && (wrappers.test(words[i] ?? "") || assignment.test(words[i] ?? ""))) i += 1;
  let program = (words[i] ?? "").slice((words[i] ?? "").lastIndexOf("/") + 1);
  let args = words.slice(i + 1, mostWords);
  const [first, second] = args;
  const script = /^(?:ba|da|z|k)?sh$/.test(program) ? scriptOf(args) : undefined;
  if (script !== undefined)
    return [{ at: where, program, args, tolerated: false, ...more }, ...parsed(script, () => where)];
  if ((python.test(program) || program === "{sys.executable}") && first === "-m" && second !== undefined) {
    program = second;
    args = args.slice(2);
  }
  return [{ at: where, program, args, tolerated: false, ...more }];
}

/** What `sh -c` is to run; other options may stand before it: `bash -euo pipefail -c "…"`. */
function scriptOf(args: readonly string[]): string | undefined {
  for (const [i, arg] of args.slice(0, 8).entries()) {
    if (/^-[a-z]*c$/.test(arg)) return args[i + 1];
    if (!arg.startsWith("-") && !/^-[a-z]*o$/.test(args[i - 1] ?? "")) return undefined;
  }
  return undefined;
}

/** The commands of a text in the language of a shell. */
function parsed(text: string, place: (span: Span) => Span): CommandLine[] {
  const lines: CommandLine[] = [];
  for (const command of shellCommands(text.slice(0, 200_000))) {
    // Before that of what it is piped into: places are looked for in the order of the text.
    const where = place(command.at);
    const after = text.slice(command.at.end, command.at.end + 12);
    const [to] =
      command.pipedTo === undefined ? [] : lineOf(command.pipedTo.words, place(command.pipedTo.at));
    lines.push(
      ...lineOf(command.words, where, {
        tolerated: /^\s*\|\|\s*(?:true|:|exit 0)/.test(after),
        ...(to === undefined ? {} : { pipedTo: to }),
      }),
    );
  }
  return lines;
}

const ofShell = (file: CodeFile): CommandLine[] =>
  file.language === "shell" ? parsed(file.text, (span) => span) : [];

function ofDocker(file: CodeFile): CommandLine[] {
  return file.docker.flatMap(({ at: where, instruction, text }) => {
    if (instruction !== "RUN" && instruction !== "CMD" && instruction !== "ENTRYPOINT") return [];
    const words = text.startsWith("[") ? wordsOfJson(text) : undefined;
    return words === undefined ? parsed(text, () => where) : lineOf(words, where);
  });
}

function wordsOfJson(text: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((word) => typeof word === "string") : undefined;
  } catch {
    return undefined;
  }
}

const commandKeys = ["command", "entrypoint", "args", "run"];
/** Lists of commands: GitLab, CodeBuild and Drone, Taskfile. */
const scriptKeys = ["script", "before_script", "after_script", "commands", "cmds"];

function ofData(file: CodeFile): CommandLine[] {
  if (file.language !== "yaml") return [];
  const lines: CommandLine[] = [];
  for (const { node } of walk(file.data)) {
    if (node.kind !== "map") continue;
    const command = at(node, "command");
    const args = at(node, "args");
    if (command?.kind === "list" && args?.kind === "list") {
      lines.push(...lineOf([...wordsOf(command), ...wordsOf(args)], command.at));
      continue;
    }
    for (const key of commandKeys) lines.push(...ofNode(file, at(node, key)));
    for (const key of scriptKeys) {
      const script = at(node, key);
      for (const item of script?.kind === "list" ? script.items : [script]) lines.push(...ofNode(file, item));
    }
  }
  return lines;
}

/** As much of a line as it is found again by. */
const longestLine = 400;

const wordsOf = (node: DataNode): string[] => nodesOf(node).map((item) => String(scalarOf(item) ?? ""));

function ofNode(file: CodeFile, node: DataNode | undefined): CommandLine[] {
  if (node?.kind === "list") return lineOf(wordsOf(node), node.at);
  const text = scalarOf(node);
  if (node === undefined || typeof text !== "string") return [];
  // Lines of a block are moved to the right in the file: each is looked for behind the one before it.
  const { start: first, end: last } = node.at;
  const written = file.text.slice(first, last);
  let from = 0;
  return parsed(text, ({ start }) => {
    const [line = ""] = text.slice(start, start + longestLine).split("\n", 1);
    const found = written.indexOf(line.trim(), from);
    if (found < 0) return node.at;
    from = found;
    return { start: first + found, end: Math.min(first + found + line.length, last) };
  });
}

function ofCalls(file: CodeFile): CommandLine[] {
  if (file.language !== "python" && file.language !== "javascript") return [];
  const calls = file.callsTo(
    "subprocess.*",
    "os.system",
    "os.popen",
    "get_ipython().system",
    "get_ipython().getoutput",
    "asyncio.create_subprocess_*",
    "child_process.*",
    "execa.execa",
  );
  return calls.flatMap((call) => {
    const given = call.args[0]?.value;
    if (given?.kind === "list") {
      // What is not known keeps its place; `sys.executable` is Python.
      const words = given.items.map((item) =>
        item.kind === "ref" && item.name === "sys.executable" ? "python" : (stringOf(item) ?? "{}"),
      );
      return lineOf(words, call.at);
    }
    const text = stringOf(given);
    if (text === undefined) return [];
    const more = call.args[1]?.value;
    const words = more?.kind === "list" ? more.items.map((item) => stringOf(item) ?? "{}") : undefined;
    return words === undefined ? parsed(text, () => call.at) : lineOf([text, ...words], call.at);
  });
}

function ofNotebook(file: CodeFile): CommandLine[] {
  if (!file.path.endsWith(".ipynb")) return [];
  return file.comments.flatMap(({ text, at: where }) => {
    const command = /^#\s{0,40}[!%](?!%)/.exec(text)?.[0];
    return command === undefined ? [] : parsed(text.slice(command.length), () => where);
  });
}
