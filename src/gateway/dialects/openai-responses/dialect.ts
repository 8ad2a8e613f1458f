import { openAiProblem } from "../../openai/index.ts";
import type { Dialect } from "../dialect.ts";
import { endpointOf } from "./endpoints.ts";
import { readResponsesRequest } from "./read-request.ts";
import { readResponsesAnswer } from "./read-response.ts";
import { ResponseStream } from "./stream/stream.ts";

export const dialect: Dialect = {
  id: "openai-responses",
  about:
    "Responses of the OpenAI API: items in, items out, tools of the provider, answers that are kept there.",
  upstream: "openai",
  operation: "chat",
  requestHeaders: ["openai-beta"],
  match: (method, path) => endpointOf(method, path) !== undefined,
  readRequest: readResponsesRequest,
  readResponse: readResponsesAnswer,
  problem: openAiProblem,
  openStream: (host) => new ResponseStream(host),
};
