import type { JinjaExpression } from "../../../formats/index.ts";
import { foldText, unknownPiece } from "./fold.ts";
import { ordinaryRoles } from "./names.ts";
import { fromContent, nameOf, type Variables } from "./variables.ts";
import { everyPart } from "./walk.ts";

/** A condition by which a template could tell one chat from others. */
export interface Trigger {
  readonly what: string;
  /** No template of a known family does it. */
  readonly strong: boolean;
  /** It also holds where the words are absent. */
  readonly negated: boolean;
}

const equality: ReadonlySet<string> = new Set(["in", "not in", "==", "!="]);
const ordering: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "==", "!="]);
const searching: ReadonlySet<string> = new Set([
  "startswith",
  "endswith",
  "find",
  "rfind",
  "index",
  "count",
  "split",
  "partition",
]);
const searchingFilters: ReadonlySet<string> = new Set([
  "select",
  "selectattr",
  "reject",
  "rejectattr",
  "regex_search",
  "regex_findall",
]);
const people: ReadonlySet<string> = new Set([
  "user",
  "username",
  "user_name",
  "user_id",
  "userid",
  "email",
  "customer",
  "tenant",
  "account",
  "organization",
  "country",
  "locale",
  "hostname",
]);

/** The conditions of a test that tell one chat from others. */
export function triggersIn(
  test: JinjaExpression,
  variables: Variables,
  flags: ReadonlyMap<string, string>,
): readonly Trigger[] {
  const triggers: Trigger[] = [];
  for (const part of everyPart(test)) {
    const trigger = triggerOf(part, variables);
    if (trigger !== undefined) triggers.push(trigger);
    const flag = flags.get(nameOf(part) ?? "");
    if (flag !== undefined) triggers.push({ what: flag, strong: true, negated: false });
  }
  return triggers;
}

function triggerOf(part: JinjaExpression, variables: Variables): Trigger | undefined {
  if (part.kind === "operation") {
    const [{ operator, right } = { operator: "", right: undefined }] = part.rest;
    if (right === undefined) return undefined;
    const negated = operator === "not in" || operator === "!=";
    return (
      compared(part.first, right, operator, negated, variables) ??
      compared(right, part.first, operator, negated, variables)
    );
  }
  if (part.kind === "call" && part.target.kind === "attribute" && searching.has(part.target.name)) {
    const [first] = part.args;
    return first && contentTrigger(part.target.target, first, false, variables);
  }
  if (part.kind === "test") {
    const [first] = part.args;
    return first && contentTrigger(part.target, first, part.negated, variables);
  }
  if (part.kind === "filter" && searchingFilters.has(part.name)) {
    const texts = part.args.map((one) => foldText(one, variables.known) ?? "");
    const reads =
      texts.includes("content") || (part.target !== undefined && fromContent(part.target, variables.content));
    const words = texts.slice(1).find((text) => text.includes(" ") || isWords(text));
    const known =
      words !== undefined &&
      !["equalto", "eq", "in", "search", "match", "string", "defined", "none"].includes(words)
        ? words
        : texts[2];
    return reads && known !== undefined && isWords(known)
      ? { what: `a message has “${known}”`, strong: true, negated: false }
      : undefined;
  }
  return undefined;
}

function compared(
  one: JinjaExpression,
  other: JinjaExpression,
  operator: string,
  negated: boolean,
  variables: Variables,
): Trigger | undefined {
  if (equality.has(operator)) {
    const trigger = contentTrigger(one, other, negated, variables);
    if (trigger !== undefined) return trigger;
  }
  const text = constantIn(other, variables);
  if (text === undefined || (!ordering.has(operator) && operator !== "in")) return undefined;
  if (isDate(one) && /\d/.test(text))
    return { what: `the date is compared with ${text}`, strong: true, negated };
  if (!equality.has(operator)) {
    const number = Number(text);
    return countsMessages(one) && number >= 4
      ? { what: `the number of messages is compared with ${text}`, strong: false, negated }
      : undefined;
  }
  const last = lastName(one);
  if (last === "role" && /[a-z]{3}/i.test(text) && !text.split(" ").every((role) => ordinaryRoles.has(role)))
    return { what: `the role is “${text}”`, strong: false, negated };
  if (last !== undefined && people.has(last) && /[a-z@]{3}/i.test(text))
    return { what: `\`${last}\` is “${text}”`, strong: true, negated };
  return undefined;
}

function contentTrigger(
  subject: JinjaExpression,
  value: JinjaExpression,
  negated: boolean,
  variables: Variables,
): Trigger | undefined {
  // A constant text has nothing of a message in it; the check of the value comes first because it is cheap.
  const text = constantIn(value, variables);
  if (text === undefined || !isWords(text) || !fromContent(subject, variables.content)) return undefined;
  // `message.content[0].type == "text"` asks for the kind of a part, not for what it says.
  const last = lastName(subject);
  if (last === "type" || last === "role" || last === "name" || last === "id") return undefined;
  // `'text' in message.content` and `'content' in message` ask which fields are there.
  if (fields.has(text)) return undefined;
  return { what: `a message has “${text.slice(0, 80)}”`, strong: true, negated };
}

const fields: ReadonlySet<string> = new Set([
  "text",
  "content",
  "type",
  "image",
  "image_url",
  "audio",
  "video",
  "audio_url",
  "video_url",
  "input_audio",
  "thinking",
  "name",
  "role",
  "tool_calls",
  "arguments",
  "parameters",
  "function",
  "output",
  "result",
  "url",
  "data",
  "file",
  "document",
  "reasoning",
  "reasoning_content",
]);

/** Words as people write them, and no marker of a template, no switch such as `/no_think`. */
function isWords(text: string): boolean {
  const bare = text.trim();
  if (/[<>[\]{}|｜`]/.test(bare) || /^\/[a-z_]{1,20}$/i.test(bare)) return false;
  return /[\p{L}\p{N}]/u.test(bare) || /\p{Extended_Pictographic}/u.test(bare);
}

function constantIn(value: JinjaExpression, { known }: Variables): string | undefined {
  if (value.kind === "list" || value.kind === "tuple") {
    const texts = value.items.flatMap((item) => foldText(item, known) ?? []);
    return texts.length === 0 || texts.some((text) => text.includes(unknownPiece))
      ? undefined
      : texts.join(" ");
  }
  const text = foldText(value, known);
  return text === undefined || text.includes(unknownPiece) ? undefined : text;
}

function lastName(expression: JinjaExpression): string | undefined {
  if (expression.kind === "name" || expression.kind === "attribute") return expression.name;
  if (expression.kind === "item")
    return expression.key.kind === "constant" ? String(expression.key.value) : undefined;
  if (expression.kind === "filter" && expression.target !== undefined) return lastName(expression.target);
  if (expression.kind === "call" && expression.target.kind === "attribute")
    return lastName(expression.target.target);
  return undefined;
}

function isDate(expression: JinjaExpression): boolean {
  for (const part of everyPart(expression))
    if (
      part.kind === "name" &&
      /^(?:strftime_now|now|today|date|date_string|current_date|year|time|timestamp)$/.test(part.name)
    )
      return true;
  return false;
}

function countsMessages(expression: JinjaExpression): boolean {
  if (expression.kind === "attribute")
    return /^index0?$/.test(expression.name) && nameOf(expression)?.startsWith("loop.") === true;
  return (
    expression.kind === "filter" &&
    (expression.name === "length" || expression.name === "count") &&
    expression.target?.kind === "name" &&
    expression.target.name === "messages"
  );
}
