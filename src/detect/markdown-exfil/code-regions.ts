/** A stretch that is shown as it is written: a fenced block or a code span. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

type Block = Region & { readonly kind: "prose" | "fence" | "html" };

/**
 * The fenced blocks and code spans of a Markdown text (CommonMark 4.5 and 6.1), in order. An unclosed fence
 * runs to the end of the text; unclosed back-ticks are ordinary characters. Inside an HTML block (4.6: from a
 * line that starts with a tag to the next empty line) there is no code: back-ticks mean nothing there.
 * Linear: each line and each run of back-ticks is visited a fixed number of times.
 */
export function codeRegions(text: string): Region[] {
  return blocksOf(text).flatMap((block) => regionsIn[block.kind](text, block));
}

const regionsIn: Readonly<Record<Block["kind"], (text: string, block: Block) => Region[]>> = {
  fence: (_text, { start, end }) => [{ start, end }],
  prose: (text, { start, end }) => codeSpans(text, start, end),
  html: () => [],
};

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let kind: Block["kind"] = "prose";
  let start = 0;
  let opened: Fence | undefined;
  const change = (to: Block["kind"], at: number): void => {
    if (at > start) blocks.push({ kind, start, end: at });
    kind = to;
    start = at;
  };
  for (let at = 0; at < text.length;) {
    const lineEnd = text.indexOf("\n", at);
    const next = lineEnd < 0 ? text.length : lineEnd + 1;
    const fence = fenceAt(text, at, next);
    if (opened !== undefined) {
      const closes = fence?.sign === opened.sign && fence.length >= opened.length && fence.bare;
      if (closes) {
        change("prose", next);
        opened = undefined;
      }
    } else if (startsHtml(text, at)) {
      change("html", at);
    } else if (isBlank(text, at, next)) {
      change("prose", at);
    } else if (fence !== undefined && !isHtml(kind)) {
      change("fence", at);
      opened = fence;
    }
    at = next;
  }
  change("prose", text.length);
  return blocks;
}

// A function, because control flow does not see that `change` assigns.
const isHtml = (kind: Block["kind"]): boolean => kind === "html";

interface Fence {
  readonly sign: string;
  readonly length: number;
  /** Nothing but the fence on its line, so that it can close one. */
  readonly bare: boolean;
}

function fenceAt(text: string, start: number, end: number): Fence | undefined {
  const at = indented(text, start);
  const sign = text[at];
  if (sign !== "`" && sign !== "~") return undefined;
  let length = 0;
  while (text[at + length] === sign) length++;
  if (length < 3) return undefined;
  const rest = text.slice(at + length, end).trim();
  if (sign === "`" && rest.includes("`")) return undefined;
  return { sign, length, bare: rest === "" };
}

function startsHtml(text: string, start: number): boolean {
  const at = indented(text, start);
  return (
    text[at] === "<" &&
    /[a-z/!?]/iu.test(text[at + 1] ?? " ") &&
    !/^<(?:https?|ftp|wss?):/iu.test(text.slice(at, at + 8))
  );
}

function indented(text: string, start: number): number {
  let at = start;
  while (at - start < 3 && text[at] === " ") at++;
  return at;
}

const isBlank = (text: string, start: number, end: number): boolean => text.slice(start, end).trim() === "";

interface Run {
  readonly start: number;
  readonly length: number;
  /** A back-slash takes the first back-tick away from a run that would open, not from one that closes. */
  readonly opens: number;
}

/** Code spans between two offsets: a run of back-ticks up to the next run of the same length. */
function codeSpans(text: string, from: number, to: number): Region[] {
  const runs = runsOf(text, from, to);
  // For each run the next one that can close it, found from the back.
  const closers: (number | undefined)[] = [];
  const latest = new Map<number, number>();
  for (let i = runs.length - 1; i >= 0; i--) {
    const run = runs[i];
    if (run === undefined) continue;
    closers[i] = latest.get(run.opens);
    latest.set(run.length, i);
  }
  const spans: Region[] = [];
  for (let i = 0; i < runs.length; i++) {
    const [run, closer] = [runs[i], closers[i]];
    const close = closer === undefined ? undefined : runs[closer];
    if (run === undefined || closer === undefined || close === undefined || run.opens === 0) continue;
    spans.push({ start: run.start + run.length - run.opens, end: close.start + close.length });
    i = closer;
  }
  return spans;
}

function runsOf(text: string, from: number, to: number): Run[] {
  const runs: Run[] = [];
  let escaped = false;
  for (let at = from; at < to; at++) {
    if (text[at] !== "`") {
      escaped = text[at] === "\\" && !escaped;
      continue;
    }
    const start = at;
    while (at + 1 < to && text[at + 1] === "`") at++;
    const length = at + 1 - start;
    runs.push({ start, length, opens: escaped ? length - 1 : length });
    escaped = false;
  }
  return runs;
}
