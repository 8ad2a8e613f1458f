import { z } from "zod";
import { secretField } from "./fields.ts";
import { harnessSchema } from "./harness.ts";

const currency = z.string().regex(/^[A-Z]{3}$/, "A currency is its ISO 4217 code, such as `EUR`.");

/** What a token costs; feeds the cost preview and the cost budget. */
export const pricingSchema = z.strictObject({
  currency,
  input_per_million: z.number().nonnegative(),
  output_per_million: z.number().nonnegative(),
});

/** The fields every target has, whatever its kind. */
export const commonFields = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "A target id is lower-case letters, digits and `-`."),
  /** The component of the manifest this target stands for. */
  component: z.string().optional(),
  environment: z.enum(["test", "staging", "production"]).default("test"),
  /** The most requests in flight at once. The scheduler starts small and adapts below this. */
  concurrency: z.int().min(1).max(256).default(8),
  requests_per_minute: z.number().positive().max(1_000_000).optional(),
  /** Targets that share a key share a limit. Default: scheme, host and port. */
  rate_limit_key: z.string().min(1).max(200).optional(),
  /** Longest time for one request, answer included. */
  timeout_ms: z.int().min(1).max(3_600_000).default(60_000),
  /** Longest time to a connection. */
  connect_timeout_ms: z.int().min(1).max(600_000).default(10_000),
  max_response_bytes: z
    .int()
    .min(1)
    .max(1 << 30)
    .default(4 << 20),
  pricing: pricingSchema.optional(),
  tls: z
    .strictObject({
      /** PEM file with the authorities to trust instead of the built-in ones. */
      ca_file: z.string().optional(),
      cert_file: z.string().optional(),
      key_file: z.string().optional(),
    })
    .refine((tls) => (tls.cert_file === undefined) === (tls.key_file === undefined), {
      message: "A client certificate needs both `cert_file` and `key_file`.",
    })
    .optional(),
  /** `environment` honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY; `none` connects directly. */
  proxy: z.enum(["environment", "none"]).default("none"),
  /** What the target can do, where that differs from what its configuration implies. */
  capabilities: z
    .strictObject({
      multi_turn: z.boolean().optional(),
      system_prompt: z.boolean().optional(),
      tools: z.boolean().optional(),
      seed: z.boolean().optional(),
    })
    .optional(),
  harness: harnessSchema.optional(),
  /** The plan of canaries (`bartizan canary plan`) that went into what the model was trained on. */
  canaries: z.string().min(1).max(4096).optional(),
  /** Protected records (`bartizan canary records`) of what the model was trained on, and the key of their marks. */
  records: z.strictObject({ file: z.string().min(1).max(4096), key: secretField }).optional(),
} as const;

export const commonTargetSchema = z.object(commonFields);
export type CommonTargetConfig = z.output<typeof commonTargetSchema>;
export type Pricing = z.output<typeof pricingSchema>;
