import { atLeast, maySee, type Identity } from "../../access/identity.ts";
import { endpoint } from "../../endpoint.ts";
import { eventStream } from "../../live/event-stream.ts";
import type { LiveEvent } from "../../wire/wire.ts";

const systemOf: {
  readonly [T in LiveEvent["type"]]: (event: Extract<LiveEvent, { type: T }>) => string | undefined;
} = {
  run: (event) => event.run.system.id,
  finding: (event) => event.finding.system,
  coverage: (event) => event.system,
  // As the list of scans: for those who see everything.
  scan: () => undefined,
  // A gateway stands before many systems.
  decision: () => undefined,
};

function visible(event: LiveEvent, identity: Identity): boolean {
  // Safe: the function is looked up by the type of the very event it is called with.
  const system = (systemOf[event.type] as (event: LiveEvent) => string | undefined)(event);
  return system === undefined ? atLeast(identity.role, "viewer") : maySee(identity, system);
}

export const route = endpoint({
  name: "events",
  method: "get",
  path: "/api/events",
  minimum: "viewer",
  summary:
    "Live events (server-sent). Each data line is a LiveEvent; ids grow; Last-Event-ID resumes; an event named resync says that some were missed.",
  answerType: "text/event-stream",
  handle: async ({ request, identity }, { hub, clock }) => {
    const header = request.headers.get("last-event-id");
    const after = header !== null && /^\d{1,16}$/.test(header) ? Number(header) : undefined;
    const subscription = hub.subscribe({
      ...(after === undefined ? {} : { after }),
      sees: (event) => visible(event, identity),
    });
    return new Response(eventStream(subscription, clock, request.signal), {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      },
    });
  },
});
