import type { EventWriter } from "../event-writer.ts";
import { webhookBody } from "./body.ts";

/** The event itself, as `schemas/event.schema.json` describes it. */
export const writer: EventWriter = {
  id: "webhook",
  about: "JSON, by a schema of our own",
  mediaType: "application/json",
  write: (event, context) => JSON.stringify(webhookBody(event, context)),
};
