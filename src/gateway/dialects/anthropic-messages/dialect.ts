import type { Dialect } from "../dialect.ts";
import { anthropicProblem } from "./problem.ts";
import { countTokens, readMessagesRequest, readMessagesResponse } from "./read.ts";
import { MessagesStream } from "./stream.ts";

export const dialect: Dialect = {
  id: "anthropic-messages",
  about: "The Messages API of Anthropic, and the counting of its tokens.",
  upstream: "anthropic",
  operation: "chat",
  requestHeaders: ["anthropic-version", "anthropic-beta"],
  match: (method, path) => method === "POST" && (path === "/v1/messages" || path === countTokens),
  readRequest: readMessagesRequest,
  readResponse: readMessagesResponse,
  problem: anthropicProblem,
  openStream: (host) => new MessagesStream(host),
};
