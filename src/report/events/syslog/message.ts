import type { SecurityEvent } from "../../../contracts/index.ts";
import { boundedEvent, oneLine } from "../bounded-event.ts";
import type { EventContext } from "../event-writer.ts";

/** Facility 10: security and authorisation messages. */
const facility = 10;
const severities = { informational: 6, low: 5, medium: 4, high: 3, critical: 2 } as const;
/** 32473 is the enterprise number set aside for documentation (RFC 5612). */
const structuredId = "bartizan@32473";

/** PRINTUSASCII of at most so many characters; `-` where nothing is left. */
const printable = (text: string, most: number): string =>
  text.replaceAll(/[^\u0021-\u007e]/g, "").slice(0, most) || "-";

/** PARAM-VALUE: `"`, `\` and `]` are escaped (RFC 5424, 6.3.3). */
const param = (name: string, value: string): string =>
  `${name}="${oneLine(value).replaceAll(/["\\\]]/g, "\\$&")}"`;

/**
 * One syslog message (RFC 5424) about an event, with its particulars as structured data. The text is the event's
 * message, or `body`, such as the same event in CEF.
 */
export function syslogMessage(given: SecurityEvent, { product, host }: EventContext, body?: string): string {
  const event = boundedEvent(given);
  const time = new Date(event.at);
  const stamp = Number.isFinite(time.getTime()) ? time.toISOString() : "-";
  const { policy, model } = event;
  const told: [string, string | undefined][] = [
    ["id", event.id],
    ["kind", event.kind],
    ["rule", event.rule],
    ["action", event.action],
    ["severity", event.severity],
    ["category", event.category],
    ["confidence", event.confidence?.toString()],
    ["principal", event.principal?.id],
    ["verified", event.principal?.verified.toString()],
    ["session", event.session],
    ["address", event.address],
    ["system", event.system],
    ["model", model?.name],
    ["provider", model?.provider],
    ["policy", policy?.id],
    ["policyVersion", policy?.version],
    ["techniques", event.techniques.length === 0 ? undefined : event.techniques.join(" ")],
    ["owasp", Array.isArray(event.facts["owasp"]) ? event.facts["owasp"].join(" ") : undefined],
    ["link", event.link],
  ];
  const data = told.flatMap(([name, value]) => (value === undefined ? [] : [param(name, value)])).join(" ");
  const head = [
    `<${facility * 8 + severities[event.severity]}>1`,
    stamp,
    printable(host, 255),
    printable(product.name, 48),
    String(process.pid),
    printable(event.kind, 32),
  ].join(" ");
  // The byte order mark says that the text is UTF-8 (6.4).
  return `${head} [${structuredId} ${data}] \ufeff${oneLine(body ?? `${event.title}: ${event.message}`)}`;
}

/** A message in a TCP or TLS stream: its octets are counted (RFC 6587 3.4.1, RFC 5425 4.3). */
export const octetCounted = (message: string): Buffer => {
  const bytes = Buffer.from(message);
  return Buffer.concat([Buffer.from(`${bytes.length} `), bytes]);
};
