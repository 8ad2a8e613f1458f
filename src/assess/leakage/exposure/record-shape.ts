import { z } from "zod";
import { leakageErrors } from "../errors.ts";
import type { CanaryFormat } from "./canary-plan.ts";

/** How a document of the training data is written: the canary becomes one of the same form. */
export type RecordShape =
  | { readonly kind: "line" }
  | { readonly kind: "template"; readonly json: string }
  | { readonly kind: "text"; readonly field: string }
  | { readonly kind: "pair"; readonly ask: string; readonly answer: string }
  | { readonly kind: "messages" };

const messages = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })).min(1),
});
const texts = ["text", "content", "document"] as const;
const pairs = [
  ["prompt", "completion"],
  ["prompt", "response"],
  ["instruction", "output"],
  ["input", "output"],
  ["question", "answer"],
] as const;

/**
 * The form of a file of JSON lines, by its first line: chats (`messages`), pairs (`prompt` and `completion` and their like),
 * texts (`text`).
 *
 * @throws LEAKAGE_DATA_UNFIT where the form is not known; a template then says it
 */
export function shapeOf(firstLine: string): RecordShape {
  let value: unknown;
  try {
    value = JSON.parse(firstLine);
  } catch {
    throw leakageErrors.dataUnfit("The first line of the data is not JSON.");
  }
  if (messages.safeParse(value).success) return { kind: "messages" };
  const fields = z.record(z.string(), z.unknown()).safeParse(value).data ?? {};
  const has = (name: string): boolean => typeof fields[name] === "string";
  const pair = pairs.find((names) => names.every(has));
  if (pair !== undefined) return { kind: "pair", ask: pair[0], answer: pair[1] };
  const field = texts.find(has);
  if (field !== undefined) return { kind: "text", field };
  throw leakageErrors.dataUnfit(
    "The first line of the data has neither `messages`, nor `text`, nor a prompt with its completion.",
  );
}

/**
 * A shape given as JSON in which `{canary}` stands for the whole text, `{before}` for what stands before the secret and
 * `{rest}` for the secret and what follows.
 *
 * @throws LEAKAGE_DATA_UNFIT for what is not JSON, or would leave the secret out
 */
export function templateShape(json: string): RecordShape {
  try {
    JSON.parse(json);
  } catch {
    throw leakageErrors.dataUnfit("The template of a record is not JSON.");
  }
  if (!json.includes("{canary}") && !json.includes("{rest}"))
    throw leakageErrors.dataUnfit("The template of a record holds neither `{canary}` nor `{rest}`.");
  return { kind: "template", json };
}

/** A candidate as a line of the data, without the line's end. */
export function recordLine(shape: RecordShape, format: CanaryFormat, secret: string): string {
  const [before = "", after = ""] = format.text.split("{}");
  const rest = secret + after;
  switch (shape.kind) {
    case "line":
      return before + rest;
    case "text":
      return JSON.stringify({ [shape.field]: before + rest });
    case "pair":
      return JSON.stringify({ [shape.ask]: before, [shape.answer]: rest });
    case "messages":
      return JSON.stringify({
        messages: [
          { role: "user", content: before },
          { role: "assistant", content: rest },
        ],
      });
    case "template":
      return JSON.stringify(filled(JSON.parse(shape.json), { canary: before + rest, before, rest }));
    default:
      return shape satisfies never;
  }
}

function filled(value: unknown, by: { readonly [name: string]: string }): unknown {
  if (typeof value === "string")
    return value.replaceAll(/\{(canary|before|rest)\}/g, (_, name: string) => by[name] ?? "");
  if (Array.isArray(value)) return value.map((one) => filled(one, by));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, by)]));
}
