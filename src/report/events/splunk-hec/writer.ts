import type { EventWriter } from "../event-writer.ts";
import { webhookBody } from "../webhook/body.ts";

/** Splunk HTTP Event Collector, `/services/collector/event`. Several may stand one after the other in a body. */
export const writer: EventWriter = {
  id: "splunk-hec",
  about: "Splunk HTTP Event Collector",
  mediaType: "application/json",
  write(event, context) {
    const body = webhookBody(event, context);
    const time = Date.parse(body.at);
    return JSON.stringify({
      // Seconds; absent, Splunk takes the time of arrival.
      ...(Number.isFinite(time) ? { time: time / 1_000 } : {}),
      host: context.host.toWellFormed(),
      source: "bartizan",
      sourcetype: `bartizan:${body.kind}`,
      ...(context.index === undefined ? {} : { index: context.index }),
      event: body,
      // Indexed fields are flat texts.
      fields: { rule: body.rule, severity: body.severity, action: body.action, kind: body.kind },
    });
  },
};
