import { z } from "zod";
import {
  stages,
  type InspectionContext,
  type Part,
  type Role,
  type Stage,
  type ToolDefinition,
} from "../../contracts/index.ts";
import { parseJson, visibleText } from "../../formats/index.ts";
import { appErrors } from "../errors.ts";

/** One thing to decide on: a text, or a conversation whose parts belong together. */
export interface CheckItem {
  /** Line in the input, from 1; 1 for an input that is one text or one transcript. */
  readonly line: number;
  readonly parts: readonly Part[];
  readonly direction: "request" | "response";
  readonly context: InspectionContext;
  readonly tools: readonly ToolDefinition[];
}

const roles = ["system", "user", "assistant", "tool", "document"] as const;
const toolCall = z.object({
  id: z.string().default(""),
  function: z.object({ name: z.string(), arguments: z.string() }),
});
const message = z.object({
  role: z.enum([...roles, "developer", "function"]),
  content: z
    .union([z.string(), z.array(z.object({ type: z.string().optional(), text: z.string().optional() }))])
    .nullish(),
  name: z.string().optional(),
  tool_calls: z.array(toolCall).optional(),
});
const line = z.union([
  z.object({
    text: z.string(),
    role: z.enum(roles).default("user"),
    stage: z.enum(stages).optional(),
    source: z.string().optional(),
  }),
  z.object({
    messages: z.array(message).min(1),
    tools: z
      .array(z.object({ function: z.object({ name: z.string(), description: z.string().optional() }) }))
      .optional(),
  }),
]);
type Line = z.output<typeof line>;
type Message = z.output<typeof message>;

const stageOf: Readonly<Record<Role, Stage>> = {
  system: "input",
  user: "input",
  assistant: "output",
  tool: "tool-result",
  document: "document",
};
const roleOf = (role: Message["role"]): Role =>
  role === "developer" ? "system" : role === "function" ? "tool" : role;

/**
 * Reads what is to be checked: JSON lines (`{"text", "role"}` or `{"messages"}`), one JSON transcript (an
 * object with `messages`, or a list of messages), or else one plain text. A line that cannot be read is an
 * error with its number: nothing is skipped.
 *
 * @param as `auto` looks at the first character
 * @throws APP_CHECK_INPUT, FORMATS_*
 */
export function readCheckInput(
  input: string,
  as: "auto" | "text" | "jsonl",
  role: Role,
  file: string,
): CheckItem[] {
  const text = input.startsWith("\uFEFF") ? input.slice(1) : input;
  const start = text.trimStart()[0];
  // A pipe that broke must not look like a text that was looked at.
  if (start === undefined) throw appErrors.checkInput("The input is empty: nothing was checked.", { file });
  if (as === "text" || (as === "auto" && start !== "{" && start !== "[")) return [itemOf({ text, role }, 1)];
  if (as === "auto") {
    const whole = oneDocument(text);
    if (whole !== undefined) return [itemOf(shapeOf(whole, 1, file), 1)];
    if (!beginsAsJson.test(text)) return [itemOf({ text, role }, 1)];
  }
  return text.split("\n").flatMap((written, index) => {
    if (written.trim() === "") return [];
    let value: unknown;
    try {
      value = parseJson(written, { file });
    } catch (cause) {
      throw appErrors.checkInput(`Line ${index + 1} is not JSON.`, { file, line: index + 1 }, { cause });
    }
    return [itemOf(shapeOf(value, index + 1, file), index + 1)];
  });
}

/** Tells JSON from a prompt that happens to begin with a bracket, such as `[INST]` or `{{name}}`. */
const beginsAsJson = /^\s*(?:\{\s*["}]|\[\s*[{\]])/u;

/** A transcript that takes the whole input: pretty-printed JSON, or a list of messages. */
function oneDocument(text: string): unknown {
  const first = text.slice(0, text.indexOf("\n") + 1 || text.length).trim();
  try {
    JSON.parse(first);
    if (!first.startsWith("[")) return undefined;
  } catch {
    // The first line is not a value of its own.
  }
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? { messages: value } : value;
  } catch {
    return undefined;
  }
}

function shapeOf(value: unknown, number: number, file: string): Line {
  const parsed = line.safeParse(value);
  if (parsed.success) return parsed.data;
  const keys =
    typeof value === "object" && value !== null ? Object.keys(value).slice(0, 5).join(", ") : typeof value;
  throw appErrors.checkInput(
    `Line ${number} has neither \`text\` nor \`messages\` as they should be (it has: ${visibleText(keys)}).`,
    { file, line: number },
  );
}

function itemOf(read: Line | { text: string; role: Role }, number: number): CheckItem {
  if ("text" in read) {
    const { text, role } = read;
    const stage = ("stage" in read ? read.stage : undefined) ?? stageOf[role];
    const source = "source" in read ? read.source : undefined;
    const part: Part = {
      at: "/text",
      stage,
      role,
      text,
      ...(source === undefined ? {} : { source }),
      ...(stage === "tool-call" ? { toolCall: { id: "", name: source ?? "", arguments: text } } : {}),
    };
    return withContext(number, [part], []);
  }
  const parts = read.messages.flatMap(partsOf);
  const tools = (read.tools ?? []).map(({ function: tool }) => ({
    name: tool.name,
    ...(tool.description === undefined ? {} : { description: tool.description }),
  }));
  const described = tools.flatMap(({ name, description }, index): Part[] =>
    description === undefined
      ? []
      : [
          {
            at: `/tools/${index}/function/description`,
            stage: "tool-definition",
            role: "system",
            text: description,
            source: name,
          },
        ],
  );
  return withContext(number, [...described, ...parts], tools);
}

function partsOf({ role: written, content, name, tool_calls: calls }: Message, index: number): Part[] {
  const role = roleOf(written);
  const base = { stage: stageOf[role], role, ...(name === undefined ? {} : { source: name }) };
  const texts: Part[] =
    typeof content === "string"
      ? [{ ...base, at: `/messages/${index}/content`, text: content }]
      : (content ?? []).flatMap(({ text }, i) =>
          text === undefined ? [] : [{ ...base, at: `/messages/${index}/content/${i}/text`, text }],
        );
  const called = (calls ?? []).map(({ id, function: { name: tool, arguments: text } }, i): Part => ({
    at: `/messages/${index}/tool_calls/${i}/function/arguments`,
    stage: "tool-call",
    role,
    text,
    source: tool,
    toolCall: { id, name: tool, arguments: text },
  }));
  return [...texts, ...called];
}

/** What the last part is decides: an answer to be judged with what led to it, or a request. */
function withContext(number: number, parts: readonly Part[], tools: readonly ToolDefinition[]): CheckItem {
  const said = (role: Role): string[] => parts.filter((part) => part.role === role).map(({ text }) => text);
  const last = parts.at(-1)?.stage;
  return {
    line: number,
    parts,
    direction: last === "output" || last === "tool-call" ? "response" : "request",
    context: { instructions: said("system"), canaries: [], userTexts: said("user"), tools },
    tools,
  };
}
