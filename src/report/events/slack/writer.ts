import { boundedEvent, clipped, oneLine } from "../bounded-event.ts";
import type { EventWriter } from "../event-writer.ts";

/** `&`, `<` and `>` are all that can begin a link, a mention or `<!channel>`. */
const plain = (text: string, most: number): string =>
  clipped(oneLine(text), most).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Incoming webhooks of Slack, and of what speaks like it. Names are shown as text that cannot be markup. */
export const writer: EventWriter = {
  id: "slack",
  about: "a message for Slack-compatible incoming webhooks",
  mediaType: "application/json",
  write(given) {
    const event = boundedEvent(given);
    const headline = `[${event.severity}] ${event.action}: ${event.title}`;
    const facts: [string, string | undefined][] = [
      ["Rule", event.rule],
      [
        "Who",
        event.principal === undefined
          ? undefined
          : `${event.principal.id}${event.principal.verified ? "" : " (claimed)"}`,
      ],
      ["Model", event.model?.name],
      ["Policy", event.policy === undefined ? undefined : `${event.policy.id} ${event.policy.version}`],
      ["Session", event.session],
      ["At", event.at],
      ["Id", event.id],
      ["Evidence", event.link],
    ];
    const field = ([name, text]: [string, string | undefined]): object[] =>
      text === undefined ? [] : [{ type: "plain_text", text: plain(`${name}: ${text}`, 300), emoji: false }];
    return JSON.stringify({
      text: plain(headline, 300),
      blocks: [
        {
          type: "section",
          text: { type: "plain_text", text: plain(`${headline} – ${event.message}`, 1_000), emoji: false },
        },
        // Slack takes at most ten.
        { type: "section", fields: facts.flatMap(field).slice(0, 10) },
      ],
    });
  },
};
