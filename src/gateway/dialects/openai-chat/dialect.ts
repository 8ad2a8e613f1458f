import { askForUsage, chatShape, CompletionStream, openAiProblem } from "../../openai/index.ts";
import type { Dialect } from "../dialect.ts";
import { readChatRequest } from "./read-request.ts";
import { readChatResponse } from "./read-response.ts";

export const dialect: Dialect = {
  id: "openai-chat",
  about: "Chat completions of the OpenAI API and of everything that speaks it.",
  upstream: "openai",
  operation: "chat",
  requestHeaders: ["openai-beta"],
  match: (method, path) => method === "POST" && path === "/v1/chat/completions",
  readRequest: readChatRequest,
  readResponse: (body, _request, allowed) => readChatResponse(body, allowed),
  problem: openAiProblem,
  askForUsage,
  openStream: (host) => new CompletionStream(chatShape, host),
};
