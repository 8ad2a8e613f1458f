import { isIP } from "node:net";
import { boundedEvent, clipped, oneLine } from "../bounded-event.ts";
import type { EventWriter } from "../event-writer.ts";

const severities = { informational: 1, low: 3, medium: 5, high: 8, critical: 10 } as const;

/** Header fields: `\` and `|` are escaped; there is no way to write a line feed. */
const header = (text: string, most = 512): string =>
  clipped(oneLine(text), most).replaceAll("\\", "\\\\").replaceAll("|", "\\|");

/** Extension values: `\\` and `=` are escaped, line ends are written `\\n`. */
const value = (text: string, most: number): string =>
  clipped(text, most)
    .split(/\r\n|[\r\n]/)
    .map((line) => oneLine(line).replaceAll("\\", "\\\\").replaceAll("=", "\\="))
    .join("\\n");

/** ArcSight Common Event Format, version 0 of the header. Lengths are those of its dictionary. */
export const writer: EventWriter = {
  id: "cef",
  about: "ArcSight Common Event Format",
  mediaType: "text/plain",
  write(given, { product, host }) {
    const event = boundedEvent(given);
    const time = Date.parse(event.at);
    const pairs: [string, string][] = [];
    const put = (key: string, text: string | undefined, most = 1_023): void => {
      if (text !== undefined && text !== "") pairs.push([key, value(text, most)]);
    };
    const custom = (key: string, label: string, text: string | undefined): void => {
      if (text === undefined || text === "") return;
      put(`${key}Label`, label);
      put(key, text, 4_000);
    };
    put("rt", Number.isFinite(time) ? String(time) : undefined);
    put("dvchost", host, 100);
    put("externalId", event.id, 40);
    put("act", event.action, 63);
    put("cat", event.category ?? event.kind);
    put("outcome", event.action === "denied" ? "failure" : "success", 63);
    put("suser", event.principal?.id);
    if (event.address !== undefined) {
      if (isIP(event.address) === 4) put("src", event.address);
      else if (isIP(event.address) === 6) custom("c6a2", "Source IPv6 Address", event.address);
      else put("shost", event.address);
    }
    put("msg", event.message);
    put("request", event.link);
    custom(
      "cs1",
      "Policy",
      event.policy === undefined ? undefined : `${event.policy.id} ${event.policy.version}`,
    );
    custom("cs2", "Model", event.model?.name);
    custom("cs3", "Session", event.session);
    custom("cs4", "Techniques", event.techniques.join(" "));
    custom("cs5", "System", event.system);
    custom("cs6", "Facts", Object.keys(event.facts).length === 0 ? undefined : JSON.stringify(event.facts));
    if (event.confidence !== undefined && Number.isFinite(event.confidence))
      custom("cfp1", "Confidence", String(event.confidence));
    if (event.usage?.inputTokens !== undefined)
      custom("cn1", "Input tokens", String(event.usage.inputTokens));
    if (event.usage?.outputTokens !== undefined)
      custom("cn2", "Output tokens", String(event.usage.outputTokens));
    const head = [product.vendor, product.name, product.version, event.rule, event.title].map((text) =>
      header(text),
    );
    return `CEF:0|${head.join("|")}|${severities[event.severity]}|${pairs.map(([key, text]) => `${key}=${text}`).join(" ")}`;
  },
};
