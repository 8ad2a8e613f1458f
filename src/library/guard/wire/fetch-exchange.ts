import type { JsonValue } from "../../../contracts/index.ts";
import type { Dialect, Reply } from "../../../gateway/dialects/index.ts";
import { badRequest, problem, unreadableAnswer, WireError } from "../../../gateway/problems/index.ts";
import type { About } from "./about.ts";
import { AnswerStream } from "./answer-stream.ts";
import { largestBody, parseBody, type Admitted, type WireGuard } from "./wire-guard.ts";

/** Headers that speak of a body that is written anew. */
const ofTheBody = [
  "content-length",
  "content-encoding",
  "transfer-encoding",
  "etag",
  "content-md5",
  "digest",
];

/**
 * Runs a request through the guard, lets `forward` answer it, and runs the answer through the guard: the form that
 * `fetch` and servers of web standards share. Refusals are answers in the client's own protocol.
 */
export async function guardRequest(
  wire: WireGuard,
  dialect: Dialect,
  request: Request,
  path: string,
  about: About,
  forward: (request: Request) => Promise<Response>,
): Promise<Response> {
  let admitted: Admitted | undefined;
  try {
    const bytes = await bytesOf(request.body, "request");
    if (request.headers.has("content-encoding")) throw badRequest("A compressed body cannot be inspected.");
    admitted = await wire.request(
      dialect,
      {
        method: request.method,
        path,
        query: new URL(request.url).search,
        headers: Object.fromEntries(request.headers),
        body: parseBody(bytes, "request"),
        bytes: bytes.length,
      },
      about,
    );
    const response = await forward(withBody(request, admitted.body));
    return await guardAnswer(wire, admitted, response);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return replyResponse(wire.reply(dialect, error, admitted?.read));
  }
}

/** @throws WireError when the answer may not pass and nothing of it was given out yet */
async function guardAnswer(wire: WireGuard, admitted: Admitted, response: Response): Promise<Response> {
  const { status } = response;
  const headers = new Headers(response.headers);
  for (const name of ofTheBody) headers.delete(name);
  if (status < 400 && isEventStream(headers.get("content-type"))) {
    const stream = new AnswerStream(wire, admitted);
    if (response.body === null) throw unreadableAnswer("The answer has no body.");
    return new Response(throughGuard(stream, response.body), { status, headers });
  }
  const bytes = await bytesOf(response.body, "answer");
  const body = await wire.answer(admitted, status, parseBody(bytes, "answer"), bytes.length);
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), { status, headers });
}

export const isEventStream = (type: string | null | undefined): boolean =>
  type?.toLowerCase().startsWith("text/event-stream") === true;

/** Pulled by the reader: who reads slowly makes the other side wait. */
function throughGuard(stream: AnswerStream, body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        let out: string;
        let ended = false;
        try {
          const { done, value } = await reader.read();
          ended = done;
          out = done ? await stream.end() : await stream.write(value);
        } catch {
          ended = true;
          out = stream.fail();
        }
        if (out !== "") controller.enqueue(encoder.encode(out));
        if (ended || stream.over) {
          controller.close();
          if (!ended) await reader.cancel().catch(() => undefined);
          return;
        }
        if (out !== "") return;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

async function bytesOf(
  body: ReadableStream<Uint8Array> | null,
  whose: "request" | "answer",
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (body !== null)
    for await (const chunk of body) {
      size += chunk.length;
      if (size > largestBody)
        throw whose === "request"
          ? new WireError(problem("too-large", `The body has more than ${largestBody} bytes.`))
          : unreadableAnswer(`The answer has more than ${largestBody} bytes.`);
      chunks.push(chunk);
    }
  return Buffer.concat(chunks);
}

function withBody(request: Request, body: JsonValue | undefined): Request {
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  const { method, signal, redirect } = request;
  return new Request(request.url, {
    method,
    headers,
    signal,
    redirect,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

export function replyResponse({ status, headers = {}, body }: Reply): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, "content-type": "application/json" },
  });
}
