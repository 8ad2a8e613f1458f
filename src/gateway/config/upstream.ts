import { z } from "zod";
import { upstreamKinds } from "../dialects/dialect.ts";
import {
  headerName,
  isLoopback,
  modelPattern,
  nameField,
  seconds,
  secretReference,
  upstreamUrl,
} from "./fields.ts";

const timeouts = z.strictObject({
  /** Until the connection stands. */
  connect: seconds.default(5),
  /** Until the answer begins. */
  headers: seconds.default(120),
  /** Between two pieces of the answer. */
  idle: seconds.default(60),
  /** For the whole answer, all attempts together. */
  total: seconds.default(600),
});

const retries = z.strictObject({
  /** Further attempts at this upstream after the first. */
  attempts: z.int().min(0).max(10).default(1),
  firstDelay: seconds.default(0.25),
  /** Longest wait; an upstream that asks for more is not waited for. */
  maxDelay: seconds.default(8),
});

const circuit = z.strictObject({
  /** Failures in a row that open it. */
  failures: z.int().min(1).max(1_000).default(5),
  openSeconds: seconds.default(15),
  /** Requests let through at once to try it again. */
  halfOpen: z.int().min(1).max(100).default(1),
});

/** Where requests go: one server that answers in its kind's protocol. */
export const upstreamSchema = z
  .strictObject({
    id: nameField,
    kind: z.enum(upstreamKinds),
    /** As the official client wants it: for OpenAI with `/v1`, for Anthropic without. */
    url: upstreamUrl,
    /** Plain http beyond this machine has to be asked for. */
    allowPlaintext: z.boolean().default(false),
    /** The key, by reference. */
    key: secretReference.optional(),
    /**
     * How the key is sent. `passthrough` forwards the client's own credentials instead.
     * Default: as the kind wants it.
     */
    auth: z.enum(["bearer", "x-api-key", "none", "passthrough"]).optional(),
    /** Headers sent with every request. */
    headers: z.record(headerName, z.string().regex(/^[\t\x20-\x7e]*$/)).default({}),
    /** Names of models as clients say them → as this upstream says them. */
    models: z.record(z.string(), z.string()).default({}),
    /** Whether it is asked for token counts in streams when the client does not ask; they make budgets exact. */
    streamUsage: z.boolean().default(true),
    /** Certificates (PEM) of the authorities that this upstream's is signed by, by reference. */
    ca: secretReference.optional(),
    connections: z.int().min(1).max(10_000).default(256),
    timeouts: timeouts.prefault({}),
    retries: retries.prefault({}),
    circuit: circuit.prefault({}),
  })
  .superRefine(({ url, allowPlaintext, auth, key }, context) => {
    if (URL.canParse(url)) {
      const { protocol, hostname } = new URL(url);
      if (protocol === "http:" && !allowPlaintext && !isLoopback(hostname)) {
        const message =
          "http:// sends keys and texts in the clear; use https://, or write `allowPlaintext: true`.";
        context.addIssue({ code: "custom", path: ["url"], message });
      }
    }
    if (key !== undefined && (auth === "none" || auth === "passthrough")) {
      context.addIssue({
        code: "custom",
        path: ["auth"],
        message: `With \`auth: ${auth}\` the key is never used.`,
      });
    }
  });

export type UpstreamConfig = z.output<typeof upstreamSchema>;

/** Which requests go where. The first route that fits is taken. */
export const routeSchema = z.strictObject({
  id: nameField,
  /** Dialects it takes; absent: all. */
  dialects: z.array(z.string()).min(1).optional(),
  /** Models it takes; absent: all, also requests that name none. */
  models: z.array(modelPattern).min(1).optional(),
  /** In the order they are tried. */
  upstreams: z.array(nameField).min(1),
  tags: z.array(nameField).default([]),
  /** What kinds of data it is declared to carry, such as `personal` or `payment`. */
  dataClasses: z.array(nameField).default([]),
  /** `mirror`: answers pass untouched; a copy is inspected and recorded. */
  mode: z.enum(["inline", "mirror"]).optional(),
});

export type RouteConfig = z.output<typeof routeSchema>;
