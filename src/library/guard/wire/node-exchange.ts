import type { IncomingMessage, ServerResponse } from "node:http";
import type { JsonValue } from "../../../contracts/index.ts";
import type { Reply } from "../../../gateway/dialects/index.ts";
import { unreadableAnswer, WireError } from "../../../gateway/problems/index.ts";
import { AnswerStream } from "./answer-stream.ts";
import { isEventStream } from "./fetch-exchange.ts";
import { largestBody, parseBody, type Admitted, type WireGuard } from "./wire-guard.ts";

/** A request of Node's servers whose body was parsed before (`express.json()`, Fastify). */
export interface NodeRequest extends IncomingMessage {
  body?: unknown;
}

type Written = string | Uint8Array;

/** Sends an answer of the guard's own. */
export function sendReply(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
}

/**
 * Puts the guard between whoever writes an answer and the client: everything written to the response, by a
 * framework or by hand, goes through it. An event stream goes on as the guard releases it; everything else is kept
 * until it has ended, and goes out as a whole or not at all.
 */
export function guardNodeAnswer(wire: WireGuard, admitted: Admitted, response: ServerResponse): void {
  const send = {
    write: response.write.bind(response),
    end: response.end.bind(response),
    writeHead: response.writeHead.bind(response),
  };
  const kept: Buffer[] = [];
  let size = 0;
  let stream: AnswerStream | undefined;
  let work: Promise<void> = Promise.resolve();
  let ended = false;

  const restore = (): void => void Object.assign(response, send);
  const finish = (status: number, body: string | undefined): void => {
    restore();
    response.statusCode = status;
    for (const name of ["content-length", "transfer-encoding", "etag"]) response.removeHeader(name);
    if (body === undefined) response.end();
    else response.end(body);
  };
  const refuse = (error: unknown): void => {
    const { status, headers = {}, body } = wire.reply(admitted.dialect, error, admitted.read);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader("content-type", "application/json");
    response.removeHeader("content-encoding");
    finish(status, JSON.stringify(body));
  };

  const streams = (): boolean =>
    response.statusCode < 400 && isEventStream(String(response.getHeader("content-type") ?? ""));
  const begin = (): AnswerStream => {
    if (response.hasHeader("content-encoding"))
      throw unreadableAnswer("A compressed answer cannot be inspected.");
    response.removeHeader("content-length");
    // From here on Node writes the head itself, with the first bytes.
    response.writeHead = send.writeHead;
    return new AnswerStream(wire, admitted);
  };
  const queue = (step: (into: AnswerStream) => Promise<string>): void => {
    work = work.then(async () => {
      if (stream === undefined || response.destroyed) return;
      const out = await step(stream);
      // Who reads slowly makes the writer's `drain` wait.
      if (out !== "" && !send.write(out)) await drained(response);
      if (stream.over && !ended) {
        ended = true;
        send.end();
      }
    });
    work = work.catch(() => void response.destroy());
    void work.then(() => response.emit("drain"));
  };

  const take = (chunk: Written, encoding: BufferEncoding | undefined): void => {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk, encoding) : Buffer.from(chunk);
    if (streams()) {
      stream ??= begin();
      queue((into) => into.write(bytes));
      return;
    }
    size += bytes.length;
    if (size > largestBody) throw unreadableAnswer("The answer is too large to be inspected.");
    kept.push(bytes);
  };
  const guarded =
    (step: () => void) =>
    (error?: unknown): boolean => {
      try {
        if (error !== undefined) throw error;
        step();
      } catch (cause) {
        if (!response.headersSent)
          refuse(cause instanceof WireError ? cause : unreadableAnswer("It cannot be read."));
        else response.destroy();
      }
      return false;
    };

  const writeHead = (status: number, ...rest: readonly unknown[]): ServerResponse => {
    response.statusCode = status;
    const last = rest.at(-1);
    if (Array.isArray(last))
      for (let i = 0; i + 1 < last.length; i += 2) response.setHeader(String(last[i]), String(last[i + 1]));
    else if (typeof last === "object" && last !== null)
      // Safe: Node's own type of the headers of `writeHead`.
      for (const [name, value] of Object.entries(last as Record<string, string>))
        response.setHeader(name, value);
    return response;
  };
  const write = (chunk: Written, second?: unknown, third?: unknown): boolean => {
    callback(second, third);
    return guarded(() => take(chunk, encodingOf(second)))();
  };
  const end = (first?: unknown, second?: unknown, third?: unknown): ServerResponse => {
    callback(first, second, third);
    guarded(() => {
      if (typeof first === "string" || first instanceof Uint8Array) take(first, encodingOf(second));
      if (stream !== undefined) queue((into) => into.end());
      else void whole().catch(refuse);
    })();
    return response;
  };
  const whole = async (): Promise<void> => {
    if (response.hasHeader("content-encoding"))
      throw unreadableAnswer("A compressed answer cannot be inspected.");
    const bytes = Buffer.concat(kept);
    const body: JsonValue | undefined = parseBody(bytes, "answer");
    const after = await wire.answer(admitted, response.statusCode, body, bytes.length);
    finish(response.statusCode, after === undefined ? undefined : JSON.stringify(after));
  };
  Object.assign(response, { write, end, writeHead, flushHeaders: () => undefined });
}

const encodingOf = (value: unknown): BufferEncoding | undefined =>
  // Safe: Node's own type of the argument.
  typeof value === "string" ? (value as BufferEncoding) : undefined;

/** The writer's callback is called at once: what it wrote is taken. */
function callback(...args: readonly unknown[]): void {
  const found = args.find((arg) => typeof arg === "function");
  if (found !== undefined) process.nextTick(found);
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const on = (): void => {
      response.off("drain", on);
      response.off("close", on);
      resolve();
    };
    response.on("drain", on);
    response.on("close", on);
  });
}
