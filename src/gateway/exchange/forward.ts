import type { JsonValue } from "../../contracts/index.ts";
import type { UpstreamConfig } from "../config/index.ts";
import type { Dialect, ReadRequest } from "../dialects/dialect.ts";
import { setAt } from "../parts/index.ts";

export interface Forwarded {
  readonly body: string | undefined;
  /** Token counts were asked for by us: the client did not ask and is not told. */
  readonly askedForUsage: boolean;
}

/**
 * The body a request goes on with to one upstream: written anew from what was read and edited, with the name its
 * model has there, and with the wish for token counts, without which budgets could only be estimated.
 */
export function forwarded(
  body: JsonValue | undefined,
  read: ReadRequest,
  dialect: Dialect,
  { models, streamUsage }: UpstreamConfig,
): Forwarded {
  if (body === undefined) return { body: undefined, askedForUsage: false };
  const { model, modelAt } = read;
  // Set every time: an upstream tried before may have called it something else.
  if (model !== undefined && modelAt !== undefined) {
    setAt(body, modelAt, Object.hasOwn(models, model) ? (models[model] ?? model) : model);
  }
  const asking = read.stream && streamUsage ? dialect.askForUsage?.(body) : undefined;
  return { body: JSON.stringify(asking ?? body), askedForUsage: asking !== undefined };
}
