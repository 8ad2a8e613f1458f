import { openAiProblem, openAiUsage, readPrompts } from "../../openai/index.ts";
import { arrayOf, objectOf, PartList, stringOf, Uninspected } from "../../parts/index.ts";
import { badRequest, unreadableAnswer } from "../../problems/index.ts";
import type { Dialect, RawRequest, ReadRequest } from "../dialect.ts";

/** Members of the body that are read in their own way. */
const read = new Set(["model", "input"]);

function readRequest(raw: RawRequest): ReadRequest {
  const body = objectOf(raw.body);
  if (body === undefined) throw badRequest("The body must be a JSON object.", "");
  const list = new PartList();
  const uninspected = new Uninspected(raw.allowed);
  readPrompts(body, "input", list, uninspected);
  list.settings(body, read);
  const model = stringOf(body["model"]);
  return {
    target: `/embeddings${raw.query}`,
    ...(model === undefined ? {} : { model, modelAt: "/model" }),
    stream: false,
    maxOutputTokens: 0,
    parts: list.parts,
    tools: [],
    context: { instructions: [], userTexts: [], tools: [] },
    uninspected: [...uninspected.kinds],
    repeatable: true,
  };
}

export const dialect: Dialect = {
  id: "openai-embeddings",
  about: "Embeddings of the OpenAI API.",
  upstream: "openai",
  operation: "embeddings",
  match: (method, path) => method === "POST" && path === "/v1/embeddings",
  readRequest,
  readResponse(value) {
    const body = objectOf(value);
    if (body === undefined || arrayOf(body["data"]) === undefined) {
      throw unreadableAnswer("The upstream's answer is not a list of embeddings.");
    }
    const usage = openAiUsage({ completion_tokens: 0, ...objectOf(body["usage"]) });
    const model = stringOf(body["model"]);
    return {
      parts: [],
      ...(usage === undefined ? {} : { usage }),
      ...(model === undefined ? {} : { model }),
      uninspected: [],
    };
  },
  problem: openAiProblem,
};
