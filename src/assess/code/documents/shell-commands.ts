import type { ShellCommand, Span } from "../contract/index.ts";

const mostCommands = 20_000;

interface Draft {
  words: string[];
  start: number;
  end: number;
  piped: boolean;
}

/**
 * The commands of a script: words with their quotes taken off, split at ends of lines, `;`, `&&`, `||` and
 * `|`. Constructs (`if`, `for`, functions) are words like others; nothing is expanded. Linear time.
 */
export function shellCommands(text: string, offset = 0): ShellCommand[] {
  const drafts: Draft[] = [];
  let draft: Draft | undefined;
  let at = 0;
  const close = (piped: boolean): void => {
    if (draft !== undefined && draft.words.length > 0) drafts.push({ ...draft, end: at, piped });
    draft = undefined;
  };
  while (at < text.length && drafts.length < mostCommands) {
    const c = text.charAt(at);
    if (c === "\n" || c === ";" || c === "(" || c === ")") {
      close(false);
      at += 1;
    } else if (c === "&" || c === "|") {
      const double = text.charAt(at + 1) === c;
      close(c === "|" && !double);
      at += double || text.startsWith("|&", at) ? 2 : 1;
    } else if (c === " " || c === "\t" || c === "\r") at += 1;
    else if (c === "\\" && /^\\\r?\n/.test(text.slice(at, at + 3))) at = text.indexOf("\n", at) + 1;
    else if (c === "#") at = to(text, "\n", at);
    else {
      const start = at;
      const [word, end] = wordAt(text, at);
      at = Math.max(end, at + 1);
      draft ??= { words: [], start, end: at, piped: false };
      if (draft.words.length < 2000) draft.words.push(word);
    }
  }
  close(false);
  return linked(text, drafts, offset);
}

const to = (text: string, mark: string, from: number): number => {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
};

function wordAt(text: string, from: number): [string, number] {
  let word = "";
  let at = from;
  while (at < text.length) {
    const c = text.charAt(at);
    if (" \t\r\n;&|()".includes(c)) break;
    if (c === "'") {
      const end = to(text, "'", at + 1);
      word += text.slice(at + 1, end);
      at = end + 1;
    } else if (c === '"') {
      let end = at + 1;
      while (end < text.length && text.charAt(end) !== '"') end += text.charAt(end) === "\\" ? 2 : 1;
      word += text.slice(at + 1, end);
      at = end + 1;
    } else if (c === "\\") {
      if (text.charAt(at + 1) === "\n") break;
      word += text.charAt(at + 1);
      at += 2;
    } else {
      word += c;
      at += 1;
    }
  }
  return [word, Math.min(at, text.length)];
}

function linked(text: string, drafts: readonly Draft[], offset: number): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let next: ShellCommand | undefined;
  for (const { words, start, end, piped } of drafts.toReversed()) {
    const at: Span = { start: start + offset, end: end + offset };
    const command: ShellCommand = {
      at,
      words,
      text: text.slice(start, end).trimEnd(),
      ...(piped && next !== undefined ? { pipedTo: next } : {}),
    };
    commands.push(command);
    next = command;
  }
  return commands.reverse();
}
