import { z } from "zod";
import { uninspectedKinds } from "../dialects/dialect.ts";
import { identitySettingsSchema } from "../identity/index.ts";
import { limitsSettingsSchema, pricesSchema, teamsSchema, virtualKeysSchema } from "../limits/index.ts";
import { recordsSettingsSchema } from "../records/index.ts";
import { breakGlassSettingsSchema } from "../break-glass/index.ts";
import { alertRoutesSchema, telemetrySettingsSchema } from "../telemetry/index.ts";
import { nameField, seconds } from "./fields.ts";
import { routeSchema, upstreamSchema } from "./upstream.ts";

const listen = z.strictObject({
  /** Beyond loopback only when it is written here. */
  host: z.string().min(1).default("127.0.0.1"),
  /** 0 takes a free port. */
  port: z.int().min(0).max(65_535).default(8787),
});

const limits = z.strictObject({
  /** Bytes of a request's body, also after decompression. */
  bodyBytes: z.int().min(1_000).max(1_000_000_000).default(20_000_000),
  /** Bytes of an answer. */
  answerBytes: z.int().min(1_000).max(1_000_000_000).default(50_000_000),
  /** UTF-16 units of one event of a stream. */
  eventLength: z.int().min(1_000).max(100_000_000).default(4_000_000),
  /** Objects and lists inside each other. */
  depth: z.int().min(8).max(1_000).default(128),
  /** A client must have sent its headers by then. */
  headersSeconds: seconds.default(10),
  /** A client must have sent its whole request by then. */
  requestSeconds: seconds.default(60),
  /** A client that reads nothing of a running answer for so long is cut off. */
  stalledSeconds: seconds.default(60),
  /** Exchanges one process works on at the same time; above, it answers 503. */
  concurrent: z.int().min(1).max(1_000_000).default(10_000),
  /** Output tokens reserved for a request that sets no bound of its own. */
  assumedOutputTokens: z.int().min(0).default(1_024),
  /** What happens when budgets cannot be counted. */
  onError: z.enum(["closed", "open"]).default("closed"),
});

/** State that replicas share: in Redis when `url` or the environment's REDIS_URL names one, else in this process. */
const stateSettings = z.strictObject({
  /** By reference, since it may hold a password: `env:REDIS_URL`, `file:redis-url`. */
  url: z.string().min(1).optional(),
  prefix: z.string().min(1).max(64).optional(),
  /** What counts while Redis is gone: nothing passes (`closed`), or each process counts for itself (`local`). */
  onLoss: z.enum(["closed", "local"]).default("closed"),
});

function refine(
  {
    upstreams,
    routes,
    identity,
  }: {
    upstreams: readonly { id: string }[];
    routes: readonly { id: string; upstreams: readonly string[] }[];
    identity?: { clientCertificates: boolean } | undefined;
  },
  context: z.RefinementCtx,
): void {
  if (identity?.clientCertificates === true)
    context.addIssue({
      code: "custom",
      path: ["identity", "clientCertificates"],
      message:
        "The gateway does not end TLS itself, so it never sees a client certificate. Let the proxy in front of it check them, and give it virtual keys or signed tokens.",
    });
  const seen = new Set<string>();
  for (const [i, { id }] of upstreams.entries()) {
    if (seen.has(id)) {
      context.addIssue({
        code: "custom",
        path: ["upstreams", i, "id"],
        message: "This upstream is there twice.",
      });
    }
    seen.add(id);
  }
  const routeIds = new Set<string>();
  for (const [i, route] of routes.entries()) {
    if (routeIds.has(route.id)) {
      context.addIssue({ code: "custom", path: ["routes", i, "id"], message: "This route is there twice." });
    }
    routeIds.add(route.id);
    for (const [j, name] of route.upstreams.entries()) {
      if (seen.has(name)) continue;
      context.addIssue({
        code: "custom",
        path: ["routes", i, "upstreams", j],
        message: "There is no such upstream.",
      });
    }
  }
}

/**
 * The `gateway:` key of a policy file.
 *
 * @example
 * gateway:
 *   upstreams:
 *     - { id: openai, kind: openai, url: "https://api.openai.com/v1", key: "env:OPENAI_API_KEY" }
 */
export const gatewayConfigSchema = z
  .strictObject({
    listen: listen.prefault({}),
    mode: z.enum(["inline", "mirror"]).default("inline"),
    upstreams: z.array(upstreamSchema).min(1).max(1_000),
    /** Absent: one route `default` to all upstreams of the kind a dialect needs. */
    routes: z.array(routeSchema).max(1_000).default([]),
    limits: limits.prefault({}),
    /** Settings of dialects that take some, by their id. */
    dialects: z.record(nameField, z.json()).default({}),
    /** What may pass although nobody can look into it. */
    uninspected: z.array(z.enum(uninspectedKinds)).default(["image"]),
    /** The guard must have decided by then; later means blocked. */
    guardSeconds: seconds.default(5),
    /** The record must be on disk before the last byte is released. */
    durable: z.boolean().default(false),
    /** Client headers that pass to upstreams beside the usual ones. */
    forwardHeaders: z.array(nameField).default([]),
    /** Running streams may finish for so long when the gateway is told to end. */
    drainSeconds: seconds.default(30),
    /** Worker processes; 0 for one per core. */
    workers: z.int().min(0).max(1_024).default(1),
    /** Who calls. Absent on loopback: everybody, as nobody. Absent elsewhere: a key or token is needed. */
    identity: identitySettingsSchema.optional(),
    keys: virtualKeysSchema.prefault([]),
    teams: teamsSchema.prefault([]),
    prices: pricesSchema.optional(),
    reserving: limitsSettingsSchema.prefault({}),
    state: stateSettings.prefault({}),
    records: recordsSettingsSchema.prefault({}),
    /** Absent: nobody may break the glass. */
    breakGlass: breakGlassSettingsSchema.optional(),
    alerts: alertRoutesSchema.prefault([]),
    telemetry: telemetrySettingsSchema.prefault({}),
  })
  .superRefine(refine);

export type GatewayConfig = z.output<typeof gatewayConfigSchema>;
/** The configuration as a person writes it. */
export type GatewayConfigInput = z.input<typeof gatewayConfigSchema>;
