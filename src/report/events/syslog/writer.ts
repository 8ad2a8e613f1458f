import type { EventWriter } from "../event-writer.ts";
import { syslogMessage } from "./message.ts";

/** Syslog, RFC 5424. */
export const writer: EventWriter = {
  id: "syslog",
  about: "syslog, RFC 5424, with structured data",
  mediaType: "text/plain",
  write: (event, context) => syslogMessage(event, context),
};
