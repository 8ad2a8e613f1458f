import type { JsonValue } from "../../contracts/index.ts";
import { jsonPath } from "../../formats/index.ts";
import type { CookieJar } from "../cookies/cookie-jar.ts";
import { targetErrors } from "../errors.ts";
import { parseJsonAnswer, type WireResponse } from "../transport/response.ts";
import type { CaptureConfig, Captures } from "./config.ts";
import { inputValue, metaContent } from "./html-fields.ts";

/** An answer that has been read. */
export interface ReadAnswer {
  readonly response: Pick<WireResponse, "headers" | "place" | "status" | "url">;
  readonly text: string;
}

const longest = 16_384;

/**
 * Takes the named values out of an answer. In a login or start step every one of them must be there;
 * in a reply those that are missing keep their earlier value.
 *
 * @throws TARGETS_CAPTURE_MISSING, and what reading JSON throws
 */
export function capture(
  captures: Captures | undefined,
  answer: ReadAnswer,
  cookies: CookieJar,
  missing: "refuse" | "keep",
): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, config] of Object.entries(captures ?? {})) {
    const value = valueOf(config, answer, cookies);
    if (value !== undefined && value.length <= longest) values.set(name, value);
    else if (missing === "refuse") {
      const { place } = answer.response;
      throw targetErrors.captureMissing(
        `The answer of ${place.at} holds no \`${name}\` (${sourceOf(config)}).`,
        place,
      );
    }
  }
  return values;
}

function valueOf(
  config: CaptureConfig,
  { response, text }: ReadAnswer,
  cookies: CookieJar,
): string | undefined {
  if ("json" in config) return scalar(jsonPath(config.json).first(parseJsonAnswer(text, response)));
  if ("header" in config) return response.headers[config.header.toLowerCase()];
  if ("cookie" in config) return cookies.value(config.cookie, response.url);
  return "html_input" in config ? inputValue(text, config.html_input) : metaContent(text, config.html_meta);
}

/** A value that can stand in a template: a text, or a number or boolean as JSON writes it. */
export function scalar(value: JsonValue | undefined): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

const sourceOf = (config: CaptureConfig): string =>
  Object.entries(config)
    .map(([kind, where]) => `${kind} ${where}`)
    .join(", ");
