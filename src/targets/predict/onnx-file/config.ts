import { z } from "zod";
import { predictFields } from "../settings.ts";

/** A model that is an ONNX file of ours. It is computed, never executed: nothing in it is code. */
export const onnxFileSchema = z.strictObject({
  kind: z.literal("onnx-file"),
  ...predictFields,
  file: z.string().min(1).max(1000).describe("The ONNX file, relative to the manifest."),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "64 lower-case hexadecimal digits")
    .optional()
    .describe("The digest it must have."),
  scores: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("Name of the output with scores, vectors or values."),
  labels: z.string().min(1).max(500).optional().describe("Name of the output with the chosen class."),
  runtime: z
    .enum(["onnxruntime-node", "onnxruntime-web", "interpreter"])
    .optional()
    .describe("The runtime that computes it. Left out: the fastest that is installed."),
});

export type OnnxFileConfig = z.output<typeof onnxFileSchema>;
