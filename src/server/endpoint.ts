import type { z } from "@hono/zod-openapi";
import type { Clock } from "../contracts/index.ts";
import type { Identity } from "./access/identity.ts";
import type { BundleInbox } from "./push/inbox.ts";
import type { EventHub } from "./live/hub.ts";
import type { SessionDesk } from "./access/session-desk.ts";
import type { PersonRole } from "./wire/wire.ts";
import type { ServerPorts } from "./ports.ts";

/** What every endpoint may use. */
export interface EndpointDeps {
  readonly ports: ServerPorts;
  readonly desk: SessionDesk;
  readonly hub: EventHub;
  readonly inbox: BundleInbox;
  readonly clock: Clock;
  readonly version: string;
}

/** One request, parsed and allowed. `identity` is absent only where `minimum` is `anyone`. */
export interface Asked<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly identity: Identity;
  readonly request: Request;
  /** Address of the other end of the socket. */
  readonly remote: string;
  /** Whether browsers reach us by https. */
  readonly secure: boolean;
}

export type Method = "get" | "head" | "post" | "put" | "delete";

/** A plain JSON answer, or a whole response where headers or a stream matter. */
export type Answer = { readonly json: unknown } | Response;

/**
 * One endpoint: a folder under `routes/` whose `route.ts` exports it as `route`. `minimum` is the
 * least role; endpoints about one system or run check the role on that system besides, see `access`.
 */
export interface Endpoint {
  /** The folder's name; the OpenAPI operation id. */
  readonly name: string;
  readonly method: Method;
  /** OpenAPI form: `/api/systems/{id}`. */
  readonly path: string;
  readonly minimum: PersonRole | "anyone";
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** `stream`: the handler reads the raw body itself, under its own limit. */
  readonly bodyMode: "none" | "json" | "stream";
  /** Bytes a JSON body may have; 64 KiB unless told. */
  readonly bodyBytes?: number;
  readonly answer: z.ZodType | undefined;
  readonly answerType: "application/json" | "text/event-stream" | "none";
  readonly status: 200 | 201 | 204;
  readonly handle: (asked: Asked<never, never, never>, deps: EndpointDeps) => Promise<Answer>;
}

type Of<S> = S extends z.ZodType ? z.output<S> : Record<string, never>;

interface EndpointSpec<P, Q, B> {
  readonly name: string;
  readonly method: Method;
  readonly path: string;
  readonly minimum: PersonRole | "anyone";
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly bodyMode?: "stream";
  readonly bodyBytes?: number;
  readonly answer?: z.ZodType;
  readonly answerType?: "text/event-stream";
  readonly status?: 200 | 201 | 204;
  readonly handle: (asked: Asked<Of<P>, Of<Q>, Of<B>>, deps: EndpointDeps) => Promise<Answer>;
}

/**
 * Declares one endpoint; `params`, `query` and `body` of the handler have the types of their schemas.
 *
 * @example
 * export const route = endpoint({
 *   name: "system-threats", method: "get", path: "/api/systems/{id}/threats", minimum: "viewer",
 *   summary: "The threat register of a system.", params: z.object({ id: identifier }), answer: threatRegister,
 *   handle: async ({ params, identity }, { ports }) => ({ json: await ports.threats(params.id) }),
 * });
 */
export function endpoint<
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(spec: EndpointSpec<P, Q, B>): Endpoint {
  const { params, query, body, handle, ...rest } = spec;
  return {
    ...rest,
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    bodyMode: spec.bodyMode ?? (body === undefined ? "none" : "json"),
    answer: spec.answer,
    answerType: spec.answerType ?? (spec.answer === undefined ? "none" : "application/json"),
    status: spec.status ?? (spec.answer === undefined && spec.answerType === undefined ? 204 : 200),
    // `never` accepts any handler; the server parses each part with the schema given here before it calls it.
    handle,
  };
}
