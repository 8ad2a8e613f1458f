import { readingOf, unknownDialect, type MiddlewareOptions, type Reading } from "./options.ts";
import { guardRequest, replyResponse } from "./wire/fetch-exchange.ts";
import type { WireGuard } from "./wire/wire-guard.ts";

/** What of Hono's context is used here. */
export interface HonoContext {
  readonly req: { raw: Request; readonly path: string };
  get res(): Response;
  set res(response: Response | undefined);
}

export type HonoMiddleware = (
  context: HonoContext,
  next: () => Promise<void>,
) => Promise<Response | undefined>;

/** Middleware for Hono: requests reach the handler as the guard left them, answers leave as it left them. */
export function honoMiddleware(
  wire: WireGuard,
  options: MiddlewareOptions<HonoContext> = {},
): HonoMiddleware {
  return async (context, next) => {
    const request = context.req.raw;
    let reading: Reading | undefined;
    try {
      reading = readingOf(wire, request.method, context.req.path, options);
    } catch (error) {
      return replyResponse(wire.reply(unknownDialect, error));
    }
    if (reading === undefined) {
      await next();
      return undefined;
    }
    const about = options.about?.(context) ?? {};
    const { dialect, path } = reading;
    const guarded = await guardRequest(wire, dialect, request, path, about, async (admitted) => {
      context.req.raw = admitted;
      await next();
      return context.res;
    });
    // Assigning would merge the old answer's headers in: those of a refused answer must not come back.
    context.res = undefined;
    context.res = guarded;
    return undefined;
  };
}
