import { FormatFault, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { textRules } from "./rules.ts";
import { commandIn, isModelName } from "./shell-text.ts";
import { TextLines } from "./text-lines.ts";
import { beginsAsText, hiddenKind, type Hidden } from "./utf8-text.ts";
import { YamlTags } from "./yaml-tags.ts";
import { YamlTargets } from "./yaml-targets.ts";

const step = 1024 * 1024;
const largestPointer = 1024;
const pointerStart = "version https://git-lfs.github.com/spec/v1\n";

const ruleOf: Readonly<Record<Hidden, ArtifactRule>> = {
  direction: textRules.direction,
  tag: textRules.tag,
  terminal: textRules.terminal,
  control: textRules.control,
};

interface Seen {
  count: number;
  readonly line: number;
  readonly code: number;
}

/**
 * Plain text that is no model: documentation, source code, lists. Every byte of it must be UTF-8, and nothing
 * in it may hide from the reader. What code does is for the review of code to say.
 */
export const format: ArtifactFormat = {
  id: "text",
  title: "plain text",
  about: "UTF-8 text with no role of its own in a model: documentation, source code, lists of words.",
  extensions: [],
  rules: Object.values(textRules),
  recognise: ({ head, source }) =>
    source.size > 0 && beginsAsText(head) ? ("possible" as const) : undefined,
  examine: examineText,
};

/** Whether the file is what Git LFS puts in the place of a large file. */
async function isPointer(source: ByteSource): Promise<boolean> {
  const start = await source.read(0, pointerStart.length);
  return Buffer.from(start).toString("latin1") === pointerStart;
}

const code = /\.(?:py|pyw|pyx|ipynb)$/i;
/** What begins an object of Lua Torch that was written as text. */
const torch7 = /^-?\d{1,9}\n\d{1,9}\n\d{1,2}\nV 1\n/;

/** Names make the look sharper here: what is run by its name, and what nobody here reads. */
async function judgeAsCode(source: ByteSource, examination: Examination): Promise<void> {
  const head = Buffer.from(await source.read(0, 64 * 1024)).toString("latin1");
  if (torch7.test(head))
    throw new FormatFault("unsupported", "an object of Lua Torch, which may hold functions", 0);
  judgeUnderModelName(head, examination);
  if (examination.depth > 0 && code.test(examination.path))
    examination.found(textRules.packedCode, { description: "It is Python code by its name." });
  if (!/\.pth$/i.test(examination.path)) return;
  const at = /^import[ \t]/m.exec(head);
  if (at === null && source.size > 64 * 1024)
    throw new FormatFault("too-large", "a list of paths longer than is looked through", 64 * 1024);
  if (at !== null)
    examination.found(textRules.siteCode, {
      description: "A line begins with `import`.",
      place: { line: head.slice(0, at.index).split("\n").length },
    });
}

/** Loaders find a model by its name; text that a shell would run has no business there. */
function judgeUnderModelName(head: string, examination: Examination): void {
  const kind = isModelName(examination.path) ? commandIn(head) : undefined;
  if (kind === undefined) return;
  examination.found(textRules.disguised, {
    description: `The name ends like that of a model; line ${kind.line} is ${kind.what}.`,
    place: { line: kind.line },
  });
}

/** Looks at every character of a text once, in windows. */
export async function examineText(source: ByteSource, examination: Examination): Promise<void> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  const seen = new Map<Hidden, Seen>();
  const tags = new YamlTags();
  const targets = new YamlTargets();
  const lines = new TextLines([tags, targets]);
  let line = 1;
  let flag = false;
  await judgeAsCode(source, examination);
  for (let at = 0; at < source.size; at += step) {
    examination.signal.throwIfAborted();
    const bytes = await source.read(at, step);
    if (bytes.includes(0)) throw new FormatFault("malformed", "a zero byte in text", at + bytes.indexOf(0));
    const text = decode(decoder, bytes, at, at + step >= source.size);
    lines.take(text);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x20 && unit < 0x7f) {
        flag = false;
        continue;
      }
      if (unit === 0x0a) line += 1;
      const code = unit >= 0xd800 && unit <= 0xdbff ? (text.codePointAt(i) ?? unit) : unit;
      if (code > 0xffff) i += 1;
      const kind = hiddenKind(code);
      // The flags of Scotland and other regions are a black flag with tag characters behind it.
      if (kind === undefined || (kind === "tag" && flag)) {
        flag = code === 0x1f3f4 || kind === "tag";
        continue;
      }
      const known = seen.get(kind);
      if (known === undefined) seen.set(kind, { count: 1, line, code });
      else known.count += 1;
    }
    examination.claim(at, at + bytes.length, "text");
  }
  for (const [kind, rule] of Object.entries(ruleOf)) {
    // Safe: the keys of `ruleOf` are the kinds.
    const found = seen.get(kind as Hidden);
    if (found === undefined) examination.passed(rule);
    else
      examination.found(rule, {
        description: `${found.count === 1 ? "One such character" : `${found.count} such characters`}, the first U+${found.code.toString(16).toUpperCase().padStart(4, "0")} in line ${found.line}.`,
        place: { line: found.line },
      });
  }
  const pointer = source.size < largestPointer && (await isPointer(source));
  if (pointer) examination.found(textRules.pointer, { description: "The whole file is a pointer." });
  else examination.passed(textRules.pointer);
  lines.end();
  const tag = tags.found;
  if (tag === undefined) examination.passed(textRules.yamlTag);
  else
    examination.found(textRules.yamlTag, {
      description: `Line ${tag.line} has the tag \`${tag.tag}\`.`,
      place: { line: tag.line },
      ...(tag.quoted ? { effect: "review" as const, severity: "medium" as const } : {}),
    });
  const target = targets.found;
  if (target === undefined) examination.passed(textRules.target);
  else
    examination.found(textRules.target, {
      description: `Line ${target.line} has the target \`${target.target}\`.`,
      place: { line: target.line },
      ...(target.quoted ? { effect: "review" as const, severity: "medium" as const } : {}),
    });
}

function decode(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Uint8Array,
  at: number,
  last: boolean,
): string {
  try {
    return decoder.decode(bytes, { stream: !last });
  } catch {
    throw new FormatFault("malformed", "bytes that are not UTF-8", at);
  }
}
