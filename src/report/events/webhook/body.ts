import type { SecurityEvent } from "../../../contracts/index.ts";
import { boundedEvent } from "../bounded-event.ts";
import type { EventContext } from "../event-writer.ts";

/** The body of a webhook, as `bartizan.event/v1` describes it. */
export const webhookBody = (event: SecurityEvent, { product, host }: EventContext) => ({
  schemaVersion: "bartizan.event/v1" as const,
  ...boundedEvent(event),
  product,
  host,
});
