import { z } from "zod";

const reference = /^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/;
const formats = [
  "ocsf-detection-finding",
  "ocsf-api-activity",
  "ecs",
  "cef",
  "syslog",
  "splunk-hec",
  "webhook",
  "slack",
] as const;

/** What a receiver gets when no format is named. */
export const usualFormats = {
  webhook: "webhook",
  hec: "splunk-hec",
  slack: "slack",
  "ecs-http": "ecs",
  "syslog-tcp": "syslog",
  "syslog-tls": "syslog",
  "syslog-udp": "syslog",
  file: "webhook",
} as const;

const schemes: Readonly<Record<keyof typeof usualFormats, readonly string[]>> = {
  webhook: ["https:", "http:"],
  hec: ["https:", "http:"],
  slack: ["https:", "http:"],
  "ecs-http": ["https:", "http:"],
  "syslog-tcp": ["tcp:"],
  "syslog-tls": ["tls:"],
  "syslog-udp": ["udp:"],
  file: ["file:"],
};

/**
 * One place alerts go to.
 *
 * @example
 * alerts:
 *   - { id: soc, to: hec, url: "https://splunk.example/services/collector/event", key: "env:HEC_TOKEN", minimumSeverity: high }
 *   - { id: siem, to: syslog-tls, url: "tls://siem.example:6514", format: cef }
 */
export const alertRouteSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
    to: z.enum(["webhook", "hec", "slack", "ecs-http", "syslog-tcp", "syslog-tls", "syslog-udp", "file"]),
    /** `https://…`, `tcp://host:port`, `tls://host:port`, `udp://host:port`, or a path. A secret address by reference. */
    url: z.string().min(1).max(2_000),
    format: z.enum(formats).optional(),
    minimumSeverity: z.enum(["informational", "low", "medium", "high", "critical"]).default("medium"),
    kinds: z
      .array(z.enum(["decision", "alert", "incident", "health"]))
      .min(1)
      .default(["decision", "alert", "incident", "health"]),
    /** HEC token, API key, or the key a webhook's body is signed with. */
    key: z.string().regex(reference, "A secret is given as `env:NAME` or `file:PATH`.").optional(),
    /** PEM file of the authority that signed the receiver's certificate; absent: those the system trusts. */
    ca: z.string().min(1).max(4_096).optional(),
    /** The same again within so long is counted and not sent. */
    dedupSeconds: z.number().min(0).max(86_400).default(300),
    perMinute: z.int().min(1).max(100_000).default(120),
    queue: z.int().min(1).max(1_000_000).default(2_000),
    tries: z.int().min(1).max(50).default(6),
    timeoutSeconds: z.number().positive().max(120).default(10),
    /** Where alerts go that could not be delivered, one JSON document a line; absent: they are only counted. */
    deadLetter: z.string().min(1).max(4_096).optional(),
  })
  .superRefine(({ to, url, key }, context) => {
    const allowed = schemes[to];
    const isSecret = reference.test(url) && !url.startsWith("file:");
    if (to !== "file" && !isSecret && !allowed.includes(URL.parse(url)?.protocol ?? ""))
      context.addIssue({
        code: "custom",
        path: ["url"],
        message: `\`${to}\` needs an address that begins with ${allowed.join(" or ")}//.`,
      });
    if (to === "hec" && key === undefined)
      context.addIssue({ code: "custom", path: ["key"], message: "Splunk HEC needs a token." });
  });

export const alertRoutesSchema = z.array(alertRouteSchema).max(50);

export type AlertRouteSettings = z.output<typeof alertRouteSchema>;
