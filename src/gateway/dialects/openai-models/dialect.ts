import { openAiProblem } from "../../openai/index.ts";
import { objectOf } from "../../parts/index.ts";
import { unreadableAnswer } from "../../problems/index.ts";
import type { Dialect } from "../dialect.ts";

/** `/v1/models` and `/v1/models/<name>`; names hold slashes and colons, never dots alone between slashes. */
const path = /^\/v1\/models(?:\/[A-Za-z0-9_@:-][A-Za-z0-9._@:-]{0,100}){0,4}$/;

export const dialect: Dialect = {
  id: "openai-models",
  about: "The list of models of the OpenAI API.",
  upstream: "openai",
  operation: "list_models",
  match: (method, requested) => method === "GET" && path.test(requested),
  readRequest: (raw) => ({
    target: raw.path.slice("/v1".length) + raw.query,
    stream: false,
    maxOutputTokens: 0,
    parts: [],
    tools: [],
    context: { instructions: [], userTexts: [], tools: [] },
    uninspected: [],
    repeatable: true,
  }),
  readResponse(body) {
    if (objectOf(body) === undefined)
      throw unreadableAnswer("The upstream's answer is not a list of models.");
    return { parts: [], uninspected: [] };
  },
  problem: openAiProblem,
};
