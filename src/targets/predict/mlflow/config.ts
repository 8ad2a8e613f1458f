import { z } from "zod";
import { pathField } from "../../config/fields.ts";
import { endpointFields } from "../endpoint/index.ts";

/** A model served by MLflow's scoring server, or by what speaks its protocol. */
export const mlflowSchema = z.strictObject({
  kind: z.literal("mlflow"),
  ...endpointFields,
  format: z
    .enum(["dataframe_split", "instances"])
    .default("dataframe_split")
    .describe("`dataframe_split` for models of named columns, `instances` for tensors."),
  scores: pathField
    .optional()
    .describe("Where the scores stand in each prediction, such as `$.probability`."),
  labels: pathField.optional().describe("Where the class stands in each prediction, such as `$.label`."),
});

export type MlflowConfig = z.output<typeof mlflowSchema>;
