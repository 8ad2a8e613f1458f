import type { BartizanError } from "../../errors/index.ts";
import type { JsonValue } from "../../contracts/index.ts";
import { jsonPath } from "../../formats/index.ts";
import { targetErrors } from "../errors.ts";
import { looksLikeHtml, type WireResponse } from "./response.ts";

/** How an answer with this status is to be taken. */
export type StatusClass = "answer" | "limited" | "retryable" | "error";

/** 429 and the overload statuses slow us down; a bad or slow gateway is asked again; the rest is final. */
export function statusClass(status: number): StatusClass {
  if (status === 429 || status === 503 || status === 529) return "limited";
  if (status === 502 || status === 504) return "retryable";
  return status >= 400 ? "error" : "answer";
}

/** Words by which content filters in front of a model name themselves in an error's code. */
const filterCodes = [
  "content_filter",
  "content_policy_violation",
  "responsibleaipolicyviolation",
  "content_blocked",
];
const codePaths = ["$.error.code", "$.error.type", "$.error.innererror.code", "$.code", "$.type"].map(
  jsonPath,
);
const messagePaths = ["$.error.message", "$.message", "$.detail", "$.error_description", "$.error"].map(
  jsonPath,
);

/** The error for an answer whose status is one. Reads a little of the body for its sentence. */
export async function refusalOf(response: WireResponse): Promise<BartizanError> {
  const { status, place } = response;
  const body = await response.beginning(16_384);
  const said = sentenceOf(body);
  const sentence = `${place.at} answered ${status}${said === "" ? "" : `: ${said}`}.`;
  if (isFilter(body) || (status === 403 && looksLikeHtml(body, response.headers))) {
    return targetErrors.blocked(sentence, place);
  }
  if (status === 401 || status === 403) return targetErrors.unauthorised(sentence, place);
  if (status === 407) return targetErrors.proxyFailed(sentence, place);
  if (status === 429) return targetErrors.rateLimited(sentence, place);
  if (status === 503 || status === 529) return targetErrors.overloaded(sentence, place);
  return targetErrors.errorStatus(sentence, place);
}

/** What a JSON error body says, one line, at most 300 characters. */
export function sentenceOf(body: string | JsonValue): string {
  const value = typeof body === "string" ? parsed(body) : body;
  for (const path of messagePaths) {
    const said = path.first(value);
    if (typeof said === "string") return said.slice(0, 300).replaceAll(/\s+/g, " ").trim().replace(/\.$/, "");
  }
  return "";
}

export function isFilter(body: string | JsonValue): boolean {
  const value = typeof body === "string" ? parsed(body) : body;
  return codePaths.some((path) => {
    const code = path.first(value);
    return typeof code === "string" && filterCodes.includes(code.toLowerCase());
  });
}

function parsed(body: string): JsonValue {
  try {
    return JSON.parse(body) as JsonValue;
  } catch {
    return null;
  }
}
