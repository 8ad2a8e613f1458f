import { z } from "zod";

const reference = z
  .string()
  .regex(/^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/, "A secret is given as `env:NAME` or `file:PATH`.");

const webAddress = z.string().refine((text) => {
  const url = URL.parse(text);
  return (
    url !== null && ["http:", "https:"].includes(url.protocol) && url.username === "" && url.search === ""
  );
}, "an address that begins with https:// or http://, without credentials and query");

/**
 * `gateway.telemetry`.
 *
 * @example
 * telemetry: { metrics: { port: 9464 }, otlp: { endpoint: "http://127.0.0.1:4318" } }
 */
export const telemetrySettingsSchema = z.strictObject({
  /** Where Prometheus reads `/metrics`; absent: nowhere. */
  metrics: z
    .strictObject({
      host: z.string().min(1).default("127.0.0.1"),
      port: z.int().min(0).max(65_535).default(9464),
    })
    .optional(),
  /** An OpenTelemetry collector that takes OTLP/HTTP; absent: none. */
  otlp: z
    .strictObject({
      endpoint: webAddress,
      /** Headers whose values are secrets. */
      headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,100}$/), reference).default({}),
      everySeconds: z.number().min(0.1).max(300).default(5),
      /** Spans that may wait; what comes beyond is dropped and counted. */
      queueSpans: z.int().min(100).max(1_000_000).default(20_000),
    })
    .optional(),
});
