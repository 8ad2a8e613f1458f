import { z } from "zod";
import { endpointFields } from "../endpoint/index.ts";

const tensorName = z.string().min(1).max(500);

/** A server of the Open Inference Protocol, version 2: KServe, Triton, MLServer, OpenVINO Model Server. */
export const openInferenceSchema = z.strictObject({
  kind: z.literal("open-inference"),
  ...endpointFields,
  model: z
    .string()
    .regex(/^[^/?#]{1,200}$/u)
    .describe("Name of the model on the server."),
  version: z
    .string()
    .regex(/^[^/?#]{1,200}$/u)
    .optional()
    .describe("Its version; the server's choice otherwise."),
  input: tensorName.describe("Name of the input tensor."),
  datatype: z
    .enum(["FP32", "FP64", "INT64", "INT32", "BYTES"])
    .default("FP32")
    .describe("Of the input; texts are `BYTES`."),
  scores: tensorName.optional().describe("Name of the output with scores, vectors or values."),
  labels: tensorName.optional().describe("Name of the output with the chosen class."),
});

export type OpenInferenceConfig = z.output<typeof openInferenceSchema>;
