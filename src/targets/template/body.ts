import type { JsonValue } from "../../contracts/index.ts";
import { targetErrors } from "../errors.ts";
import { parseTemplate } from "./template.ts";
import { fill, textOf, type Values } from "./values.ts";

export type Escape = "none" | "json" | "xml";

/** A body as the configuration writes it. */
export interface BodyConfig {
  readonly json?: JsonValue | undefined;
  readonly text?: string | undefined;
  readonly form?: Readonly<Record<string, string>> | undefined;
  readonly escape?: Escape | undefined;
  readonly content_type?: string | undefined;
}

export interface Body {
  readonly text: string;
  readonly contentType: string;
}

/** Writes a body, each variable encoded for where it stands; undefined when there is none. */
export function writeBody(config: BodyConfig, values: Values): Body | undefined {
  if (config.json !== undefined) {
    const text = JSON.stringify(jsonBody(config.json, values) ?? null);
    return { text, contentType: config.content_type ?? "application/json" };
  }
  if (config.form !== undefined) {
    return {
      text: formBody(config.form, values),
      contentType: config.content_type ?? "application/x-www-form-urlencoded",
    };
  }
  if (config.text === undefined) return undefined;
  const contentType = config.content_type ?? "text/plain; charset=utf-8";
  const escape = config.escape ?? escapeFor(contentType);
  return { text: fill(parseTemplate(config.text), values, escapes[escape]), contentType };
}

const absent = Symbol("absent");
type Built = JsonValue | typeof absent;

function jsonBody(config: JsonValue, values: Values): JsonValue | undefined {
  const built = build(config, values);
  return built === absent ? undefined : built;
}

/** Strings are filled as values and written by the JSON serialiser: no text can leave its string. */
function build(config: JsonValue, values: Values): Built {
  if (typeof config === "string") return buildText(config, values);
  if (config === null || typeof config !== "object") return config;
  if (Array.isArray(config)) {
    return config.map((child: JsonValue) => build(child, values)).filter((child) => child !== absent);
  }
  const object: Record<string, JsonValue> = {};
  for (const [key, child] of Object.entries(config)) {
    const built = child === undefined ? absent : build(child, values);
    if (built !== absent) Object.defineProperty(object, key, { value: built, enumerable: true });
  }
  return object;
}

function buildText(source: string, values: Values): Built {
  const template = parseTemplate(source);
  const [only] = template;
  if (template.length === 1 && only?.kind === "variable") {
    if (only.variable.kind === "seed") return values.seed;
    if (only.variable.kind === "messages") return values.messages ?? [];
    return textOf(only.variable, only.optional, values) ?? absent;
  }
  return fill(template, values, (text) => text);
}

function formBody(form: Readonly<Record<string, string>>, values: Values): string {
  const pairs = new URLSearchParams();
  for (const [name, source] of Object.entries(form)) {
    const built = buildText(source, values);
    if (built !== absent) pairs.append(name, typeof built === "string" ? built : JSON.stringify(built));
  }
  return pairs.toString();
}

function escapeFor(contentType: string): Escape {
  if (/[/+]json\b/.test(contentType)) return "json";
  return /[/+](?:xml|html)\b/.test(contentType) ? "xml" : "none";
}

const escapes: Readonly<Record<Escape, (text: string) => string>> = {
  none: (text) => text,
  json: (text) => JSON.stringify(text).slice(1, -1),
  xml: escapeXml,
};

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** XML 1.0 has no way at all to write most control characters. */
function escapeXml(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text) || !text.isWellFormed()) {
    throw targetErrors.undeliverable("The text holds characters that XML cannot carry.");
  }
  return text.replaceAll(/[&<>"']/g, (c) => entities[c] ?? c);
}
