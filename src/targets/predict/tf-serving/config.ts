import { z } from "zod";
import { endpointFields } from "../endpoint/index.ts";

/** TensorFlow Serving's REST interface. */
export const tfServingSchema = z.strictObject({
  kind: z.literal("tf-serving"),
  ...endpointFields,
  model: z
    .string()
    .regex(/^[^/?#]{1,200}$/u)
    .describe("Name of the model on the server."),
  version: z
    .string()
    .regex(/^[0-9]{1,20}$/u)
    .optional()
    .describe("Its version; the latest otherwise."),
  signature: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("The signature to call; the server's default otherwise."),
  format: z.enum(["rows", "columns"]).default("rows").describe("`instances`, or `inputs` in columns."),
  input: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("Name of the input, where the signature has several."),
  scores: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("Name of the output with scores, where there are several."),
  labels: z.string().min(1).max(500).optional().describe("Name of the output with the chosen class."),
});

export type TfServingConfig = z.output<typeof tfServingSchema>;
