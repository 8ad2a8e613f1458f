/**
 * Bartizan's guard as a library.
 *
 * - `createGuard` opens a policy; the guard decides on texts, conversations and streams, and makes middlewares for
 *   Hono, Express and Fastify.
 * - `guardOpenAI` puts it into the official OpenAI client.
 */
export { createGuard, type CreateGuardOptions, type GuardLibrary } from "./create-guard.ts";
export { type CheckInput, type CheckOutcome } from "./check.ts";
export { guardOpenAI, type OpenAILike } from "./openai.ts";
export type { ExpressMiddleware } from "./express.ts";
export type { FastifyLike, FastifyPlugin, FastifyReplyLike, FastifyRequestLike } from "./fastify.ts";
export type { Fetch, FetchOptions } from "./fetch.ts";
export type { HonoContext, HonoMiddleware } from "./hono.ts";
export type { MiddlewareOptions, UninspectedKind } from "./options.ts";
export type { NodeRequest } from "./wire/node-exchange.ts";
export type { About } from "./wire/about.ts";
export type { BodyText, ReadBody } from "./wire/read-dialect.ts";
export { redisState, type RedisStateOptions } from "../../state/index.ts";
export { BartizanError } from "../../errors/index.ts";
