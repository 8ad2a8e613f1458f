import { Hono } from "hono";
import { z } from "zod";
import { plant } from "../agent/session.ts";
import { boundedText } from "./bounded-body.ts";
import { failureBody, invalid, tooLarge } from "./failure.ts";
import { isSessionId, type Sessions } from "./sessions.ts";

const planted = z.strictObject({
  surface: z.enum(["document", "tool-result", "memory", "tool-description", "file"]),
  text: z.string().min(1).max(20_000),
});

/** The test hooks of the practice bot: what happened, what was decided, planting and forgetting. */
export function rangeRoutes(sessions: Sessions, mostBytes: number): Hono {
  const routes = new Hono();
  routes.use("/sessions/:id/*", async (c, next) =>
    isSessionId(c.req.param("id")) ? next() : wrongId(c.req.path),
  );
  routes.get("/sessions/:id/effects", (c) =>
    c.json({ effects: sessions.peek(c.req.param("id"))?.ledger.effects ?? [] }),
  );
  routes.get("/sessions/:id/trace", (c) => c.json({ trace: sessions.peek(c.req.param("id"))?.trace ?? [] }));
  routes.post("/sessions/:id/plant", async (c) => {
    const text = await boundedText(c.req.raw, mostBytes);
    if (text === undefined) return c.json(failureBody(tooLarge(mostBytes)), 413);
    const body = planted.safeParse(parsed(text));
    if (!body.success)
      return c.json(
        failureBody(invalid(`Expected { surface, text }: ${body.error.issues[0]?.message ?? ""}`)),
        400,
      );
    const room = plant(sessions.get(c.req.param("id")), body.data.surface, body.data.text);
    return room
      ? c.json({ planted: true })
      : c.json(failureBody(invalid("This session holds too much planted text.")), 400);
  });
  routes.delete("/sessions/:id", (c) => c.json({ deleted: sessions.drop(c.req.param("id")) }));
  return routes;
}

/** JSON, or undefined, which no schema accepts. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const wrongId = (path: string): Response =>
  Response.json(failureBody(invalid(`Not a session id: ${path.slice(0, 200)}`)), { status: 400 });
