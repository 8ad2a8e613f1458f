import { FormatFault, parseJinja, type ByteSource, type JinjaStatement } from "../../../formats/index.ts";
import type { ArtifactFormat, Certainty, Examination, Probe } from "../artifact-format.ts";
import { beginsAsText } from "../text/utf8-text.ts";
import { dunder } from "./names.ts";
import { judgeTemplate } from "./judge-template.ts";
import { jinjaRules } from "./rules.ts";
import { everyPart, everyStatement, expressionsOf } from "./walk.ts";

/** Real ones have a few kilobytes; the longest known have less than 100. */
const longest = 1_000_000;

/** `chat_template.jinja`, `additional_chat_templates/tool_use.jinja`, `tool_chat_template_llama.jinja`. */
const named = /(?:template[^/]{0,200}|(?:^|\/)additional_chat_templates\/[^/]{1,200})\.(?:jinja2?|j2)$/i;

/** Chat templates: what turns a chat into the text that a model reads. */
export const format: ArtifactFormat = {
  id: "jinja",
  title: "chat template",
  about: "Jinja templates of chats: alone, inside GGUF, and in configurations of tokenizers and processors.",
  extensions: [".jinja", ".jinja2", ".j2"],
  rules: Object.values(jinjaRules),
  isNamed: (path) => named.test(path),
  recognise,
  async examine(source: ByteSource, examination: Examination) {
    const text = await textOf(source);
    examination.claim(0, source.size, "template");
    judgeTemplate(text, examination, isDocument(text));
  },
};

async function recognise({ head, source }: Probe): Promise<Certainty | undefined> {
  if (source.size > longest || !beginsAsText(head) || !couldHaveTags(head)) return undefined;
  try {
    const text = await textOf(source);
    const { body } = parseJinja(text);
    return isOfChat(body) ? "likely" : undefined;
  } catch (cause) {
    if (!(cause instanceof FormatFault)) throw cause;
    return undefined;
  }
}

function couldHaveTags(head: Uint8Array): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  return bytes.includes("{{") || bytes.includes("{%");
}

const chatNames: ReadonlySet<string> = new Set([
  "messages",
  "message",
  "bos_token",
  "eos_token",
  "add_generation_prompt",
  "tools",
  "prompt",
  "conversation",
]);

/** Whether it speaks of a chat, or of what no harmless text does. */
function isOfChat(body: readonly JinjaStatement[]): boolean {
  for (const statement of everyStatement(body))
    for (const whole of expressionsOf(statement))
      for (const part of everyPart(whole)) {
        if (part.kind === "name" && chatNames.has(part.name)) return true;
        if (part.kind === "attribute" && part.name.startsWith("__")) return true;
        if (part.kind === "constant" && typeof part.value === "string" && dunder.test(part.value))
          return true;
      }
  return false;
}

/** Documentation that shows templates: a heading or front matter first, or fences around them. */
function isDocument(text: string): boolean {
  const firstTag = text.search(/\{[{%#]/);
  const lead = text.slice(0, Math.max(0, firstTag));
  return /^(?:---\n|#{1,6} \S)/.test(lead.trimStart()) || /^```/m.test(lead);
}

async function textOf(source: ByteSource): Promise<string> {
  if (source.size > longest) throw new FormatFault("too-large", `a template of ${source.size} bytes`, 0);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await source.read(0, source.size));
  } catch {
    throw new FormatFault("malformed", "a template that is not UTF-8", 0);
  }
}
