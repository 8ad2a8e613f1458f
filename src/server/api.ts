import { OpenAPIHono, type z } from "@hono/zod-openapi";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { serverErrors } from "./errors.ts";
import { atLeast, highestRole, type Identity } from "./access/identity.ts";
import type { Asked, Endpoint, EndpointDeps } from "./endpoint.ts";
import { refusalOf } from "./failure.ts";
import { openApiDocument } from "./openapi.ts";
import { readJsonBody } from "./request-body.ts";
import { readSessionCookie } from "./security/cookie.ts";
import { checkHost, checkOrigin, type Door } from "./security/door.ts";
import { securityHeaders } from "./security/headers.ts";
import type { StaticFiles } from "./static/static-files.ts";

export interface ApiOptions extends EndpointDeps {
  readonly endpoints: readonly Endpoint[];
  /** Known only once the socket listens. */
  readonly door: () => Door;
  readonly files: StaticFiles;
  /** A fresh number for a failed request, to find it in the log. */
  readonly trace: () => string;
  readonly log: (line: string) => void;
}

type Bindings = { Bindings: HttpBindings };

function remoteOf(c: Context<Bindings>, door: Door): string {
  const forwarded = door.behindProxy ? c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return forwarded ?? c.env.incoming.socket.remoteAddress ?? "unknown";
}

function parsed<T>(schema: z.ZodType<T> | undefined, value: unknown): T | Record<string, never> {
  if (schema === undefined) return {};
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join(".") ?? "";
  throw serverErrors.badRequest(issue?.message ?? "The request is not valid.", field === "" ? {} : { field });
}

/** The person behind the request: bearer token first, then the session cookie. */
async function identify(
  request: Request,
  remote: string,
  door: Door,
  deps: EndpointDeps,
): Promise<{ identity: Identity | undefined; byCookie: boolean }> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1];
    if (token === undefined)
      throw serverErrors.tokenRefused("The authorization header is not of the form `Bearer TOKEN`.");
    return { identity: await deps.desk.byToken(token, remote), byCookie: false };
  }
  const cookie = readSessionCookie(request.headers.get("cookie"), door.secure);
  if (cookie === undefined) return { identity: undefined, byCookie: false };
  return { identity: await deps.desk.bySession(cookie), byCookie: true };
}

const changes = (method: string): boolean => method !== "GET" && method !== "HEAD";

/** Origin, then person, then role, then form: nothing of a request is parsed before it is allowed. */
async function admit(
  c: Context<Bindings>,
  endpoint: Endpoint,
  options: ApiOptions,
): Promise<Asked<never, never, never>> {
  const door = options.door();
  const request = c.req.raw;
  const remote = remoteOf(c, door);
  const { identity, byCookie } = await identify(request, remote, door, options);
  if (changes(request.method)) checkOrigin(door, request.headers, byCookie);
  if (endpoint.minimum !== "anyone") {
    if (identity === undefined) throw serverErrors.notSignedIn("Nobody is signed in.");
    if (!atLeast(highestRole(identity), endpoint.minimum))
      throw serverErrors.roleTooLow(
        `This needs the role ${endpoint.minimum}; yours is ${highestRole(identity) ?? "none"}.`,
      );
  }
  const asked = {
    params: parsed(endpoint.params, c.req.param()),
    query: parsed(endpoint.query, c.req.query()),
    body:
      endpoint.bodyMode === "json"
        ? parsed(endpoint.body, await readJsonBody(request, endpoint.bodyBytes))
        : {},
    identity,
    request,
    remote,
    secure: door.secure,
  };
  // Safe: each part was parsed by the schema that gave the handler its types.
  return asked as unknown as Asked<never, never, never>;
}

async function respond(c: Context<Bindings>, endpoint: Endpoint, options: ApiOptions): Promise<Response> {
  const answer = await endpoint.handle(await admit(c, endpoint, options), options);
  if (answer instanceof Response) return answer;
  if (answer.json === undefined) throw serverErrors.notFound("There is no such thing here.");
  return new Response(JSON.stringify(answer.json), {
    status: endpoint.status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  });
}

/** `/api/bundles/{id}/files/{path}` → `/api/bundles/:id/files/:path{.+}`: only `path` spans slashes. */
const honoPath = (path: string): string =>
  path.replaceAll(/\{([a-z]+)\}/g, (_, name: string) => (name === "path" ? ":path{.+}" : `:${name}`));

export function buildApi(options: ApiOptions): OpenAPIHono<Bindings> {
  const app = new OpenAPIHono<Bindings>();
  const document = JSON.stringify(openApiDocument(options.endpoints, options.version));

  app.use(async (c, next) => {
    checkHost(options.door(), c.req.header("host"));
    await next();
  });
  for (const endpoint of options.endpoints)
    app.on(endpoint.method.toUpperCase(), honoPath(endpoint.path), (c) => respond(c, endpoint, options));
  app.get(
    "/openapi.json",
    () => new Response(document, { headers: { "content-type": "application/json; charset=utf-8" } }),
  );
  app.all("/api/*", () => {
    throw serverErrors.notFound("The API has no such address.");
  });
  app.get("*", (c) => options.files.answer(c.req.raw));
  app.notFound(() => {
    throw serverErrors.notFound("There is no such page.");
  });
  app.onError((error, c) => {
    const { status, body } = refusalOf(error, options.trace, options.log);
    const headers = new Headers({
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
    });
    if (status === 401) headers.set("www-authenticate", "Bearer");
    if (status === 429) headers.set("retry-after", "60");
    // A refused upload is not read to its end: the connection is of no further use.
    if (c.req.raw.body !== null) headers.set("connection", "close");
    return new Response(JSON.stringify(body), { status, headers });
  });
  return app;
}

/** Puts the security headers on an answer; applied to every one, refusals and streams included. */
export function withSecurityHeaders(response: Response): Response {
  for (const [name, value] of securityHeaders) response.headers.set(name, value);
  return response;
}
