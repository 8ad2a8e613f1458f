import {
  askForUsage,
  CompletionStream,
  openAiProblem,
  openAiUsage,
  readPrompts,
  type ChoiceShape,
} from "../../openai/index.ts";
import { arrayOf, objectOf, PartList, pointerTo, stringOf, Uninspected } from "../../parts/index.ts";
import { badRequest, unreadableAnswer } from "../../problems/index.ts";
import type { Dialect, RawRequest, ReadRequest } from "../dialect.ts";

/** Members of the body that are read in their own way. */
const read = new Set(["model", "prompt"]);

/** Members of an answer that say nothing of the text. */
const facts = new Set("id object created model choices usage system_fingerprint".split(" "));

const shape: ChoiceShape = {
  at: (index) => `/choices/${index}`,
  delta: (choice) => (typeof choice["text"] === "string" ? { text: choice["text"] } : {}),
  choice: (index, delta, finish) => ({
    index,
    text: stringOf(delta["text"]) ?? "",
    logprobs: null,
    finish_reason: finish,
  }),
};

function readRequest(raw: RawRequest): ReadRequest {
  const body = objectOf(raw.body);
  if (body === undefined) throw badRequest("The body must be a JSON object.", "");
  const list = new PartList();
  const uninspected = new Uninspected(raw.allowed);
  readPrompts(body, "prompt", list, uninspected);
  const userTexts = list.parts.map(({ text }) => text);
  list.settings(body, read);
  const model = stringOf(body["model"]);
  const most = body["max_tokens"];
  return {
    target: `/completions${raw.query}`,
    ...(model === undefined ? {} : { model, modelAt: "/model" }),
    stream: body["stream"] === true,
    ...(typeof most === "number" ? { maxOutputTokens: most } : {}),
    parts: list.parts,
    tools: [],
    context: { instructions: [], userTexts, tools: [] },
    uninspected: [...uninspected.kinds],
    repeatable: true,
  };
}

export const dialect: Dialect = {
  id: "openai-completions",
  about: "Text completions of the OpenAI API (the older endpoint without messages).",
  upstream: "openai",
  operation: "text_completion",
  match: (method, path) => method === "POST" && path === "/v1/completions",
  readRequest,
  readResponse(value) {
    const body = objectOf(value);
    const choices = arrayOf(body?.["choices"]);
    if (body === undefined || choices === undefined) {
      throw unreadableAnswer("The upstream's answer is not a completion.");
    }
    const list = new PartList();
    const echoes: string[] = [];
    for (const [i, choice] of choices.entries()) {
      for (const [key, member] of Object.entries(objectOf(choice) ?? {})) {
        if (key === "logprobs") echoes.push(`/choices/${i}/logprobs`);
        else if (key === "finish_reason")
          list.identifiers(member, pointerTo(`/choices/${i}`, key), "output", "assistant");
        else list.strings(member, pointerTo(`/choices/${i}`, key), "output", "assistant");
      }
    }
    for (const [key, member] of Object.entries(body)) {
      if (key === "choices") continue;
      if (facts.has(key)) list.identifiers(member, pointerTo("", key), "output", "assistant");
      else list.strings(member, pointerTo("", key), "output", "assistant");
    }
    const usage = openAiUsage(body["usage"]);
    const model = stringOf(body["model"]);
    return {
      parts: list.parts,
      ...(usage === undefined ? {} : { usage }),
      ...(model === undefined ? {} : { model }),
      echoes,
      uninspected: [],
    };
  },
  problem: openAiProblem,
  askForUsage,
  openStream: (host) => new CompletionStream(shape, host),
};
