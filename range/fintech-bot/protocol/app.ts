import { timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { levels, type Level } from "../defences/levels.ts";
import { boundedText } from "./bounded-body.ts";
import { chat, levelOf, lonelySession } from "./chat-route.ts";
import { completionBody, modelName } from "./completion.ts";
import { failureBody, invalid, tooLarge, type Failure } from "./failure.ts";
import { rangeRoutes } from "./range-routes.ts";
import { createRateLimit } from "./rate-limit.ts";
import { parseRequest } from "./request.ts";
import { createSessions, isCustomer, isSessionId } from "./sessions.ts";
import { streamEvents } from "./stream.ts";

export interface AppOptions {
  readonly level: Level;
  /** When set, requests need `Authorization: Bearer <key>`; otherwise any or none will do. */
  readonly apiKey?: string;
  readonly requestsPerMinute?: number;
  readonly mostSessions: number;
  readonly mostBytes: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The seed of a request that brings none. */
  readonly freshSeed: () => string;
}

/** The whole bot as a web application, without a socket. */
export function createApp(options: AppOptions): Hono {
  const sessions = createSessions(options.mostSessions, options.now);
  const limit = createRateLimit(options.requestsPerMinute, options.now);
  const app = new Hono();
  const fail = (failure: Failure, headers: Readonly<Record<string, string>> = {}): Response =>
    Response.json(failureBody(failure), { status: failure.status, headers });

  app.onError(() => fail({ ...invalid("The server had an error."), status: 500, type: "server_error" }));
  app.notFound((c) =>
    fail({ ...invalid(`Unknown request: ${c.req.method} ${c.req.path.slice(0, 200)}`), status: 404 }),
  );
  app.use(async (c, next) =>
    mayEnter(c.req.header("authorization"), options.apiKey) ? next() : fail(wrongKey),
  );

  app.get("/v1/models", (c) => {
    const names = ["mira", ...levels.map(modelName)];
    return c.json({
      object: "list",
      data: names.map((id) => ({ id, object: "model", created: 0, owned_by: "nordpay" })),
    });
  });

  app.post("/v1/chat/completions", async (c) => {
    const taken = limit.take();
    if (taken.waitMs !== undefined) return fail(limited(taken.waitMs), taken.headers);
    const text = await boundedText(c.req.raw, options.mostBytes);
    if (text === undefined) return fail(tooLarge(options.mostBytes), taken.headers);
    const request = parseRequest(text);
    if ("failure" in request) return fail(request.failure, taken.headers);
    const level = levelOf(request.model, options.level);
    if (typeof level !== "number") return fail(level, taken.headers);
    const id = c.req.header("x-session");
    const principal = c.req.header("x-principal");
    if (id !== undefined && !isSessionId(id))
      return fail(invalid("The header x-session is not a session id.", "x-session"), taken.headers);
    if (principal !== undefined && !isCustomer(principal))
      return fail(invalid("The header x-principal names no customer.", "x-principal"), taken.headers);
    const session = id === undefined ? lonelySession(principal, options.now) : sessions.get(id, principal);
    const seed = request.seed === undefined ? options.freshSeed() : String(request.seed);
    const reply = chat(request, level, session, seed, options.now());
    const headers = { ...taken.headers, "x-request-id": reply.id };
    if (!request.stream) return c.json(completionBody(reply), 200, headers);
    return new Response(ReadableStream.from(encoded(streamEvents(reply, request.includeUsage))), {
      headers: {
        ...headers,
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-cache",
      },
    });
  });

  app.route("/range", rangeRoutes(sessions, options.mostBytes));
  return app;
}

function* encoded(events: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const event of events) yield encoder.encode(event);
}

function mayEnter(header: string | undefined, key: string | undefined): boolean {
  if (key === undefined) return true;
  const wanted = Buffer.from(`Bearer ${key}`);
  const given = Buffer.from(header ?? "");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const wrongKey: Failure = {
  status: 401,
  type: "authentication_error",
  code: "invalid_api_key",
  param: null,
  message: "Incorrect API key provided.",
};

const limited = (waitMs: number): Failure => ({
  status: 429,
  type: "rate_limit_error",
  code: "rate_limit_exceeded",
  param: null,
  message: `Rate limit reached. Please try again in ${waitMs}ms.`,
});
