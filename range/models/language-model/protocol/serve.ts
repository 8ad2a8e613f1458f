import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { longestText, type LanguageModel } from "../model/language-model.ts";
import { chatAnswer, completionAnswer, modelName } from "./answers.ts";
import { chatRequest, completionRequest, lastSaid } from "./request.ts";

export interface ServeOptions {
  /** Whether log-probabilities are told; many endpoints do not. */
  readonly logProbabilities: boolean;
}

const mostBytes = 1_000_000;

/** What is wrong with a request, as clients of the protocol expect to be told. */
class Refused extends Error {
  readonly status: number;
  readonly code: string | null;
  constructor(status: number, message: string, code: string | null = null) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The model behind the OpenAI protocol: chats, completions and the list of models. */
export function createModelServer(model: LanguageModel, options: ServeOptions): Server {
  return createServer((request, response) => {
    answer(model, options, request)
      .then((body) => send(response, 200, body))
      .catch((error: unknown) => {
        const refused =
          error instanceof Refused ? error : new Refused(500, "The server had an error.", "server_error");
        const { message, code } = refused;
        send(response, refused.status, {
          error: { message, type: "invalid_request_error", code, param: null },
        });
      });
  });
}

async function answer(
  model: LanguageModel,
  options: ServeOptions,
  request: IncomingMessage,
): Promise<object> {
  const path = request.url ?? "";
  if (request.method === "GET" && path === "/v1/models")
    return { object: "list", data: [{ id: modelName, object: "model", created: 0, owned_by: "range" }] };
  const kind = request.method === "POST" ? path : "";
  if (kind !== "/v1/chat/completions" && kind !== "/v1/completions")
    throw new Refused(404, `Unknown request: ${request.method} ${path.slice(0, 200)}`);
  const body = await bodyOf(request);
  const parsed = (kind === "/v1/completions" ? completionRequest : chatRequest).safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Refused(400, `Invalid value for '${issue?.path.join(".")}': ${issue?.message}`);
  }
  const { data } = parsed;
  if (data.model !== undefined && data.model !== modelName)
    throw new Refused(404, `The model '${data.model}' does not exist.`, "model_not_found");
  const asksLogs = data.logprobs !== undefined && data.logprobs !== null && data.logprobs !== false;
  if (asksLogs && !options.logProbabilities)
    throw new Refused(400, "This server does not tell log-probabilities.", "logprobs_not_supported");
  const prompts = "messages" in data ? [lastSaid(data)] : [data.prompt].flat();
  if (prompts.some((prompt) => prompt.length > longestText))
    throw new Refused(
      400,
      `This model's maximum context length is ${longestText} characters.`,
      "context_length_exceeded",
    );
  return "messages" in data ? chatAnswer(model, data) : completionAnswer(model, data);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new Refused(413, `The request is larger than ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new Refused(400, "We could not parse the JSON body of your request.");
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
