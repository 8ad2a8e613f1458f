import { z } from "zod";
import { jsonField, pathField } from "../../config/fields.ts";
import { endpointFields } from "../endpoint/index.ts";

/** Any endpoint that takes JSON and answers JSON. */
export const jsonPredictSchema = z
  .strictObject({
    kind: z.literal("json-predict"),
    ...endpointFields,
    path: z
      .string()
      .regex(/^\/[^#\s]{0,1000}$/u)
      .default("/predict")
      .describe("Path and query of a prediction, below `base_url`."),
    body: jsonField.describe(
      "The body. Where a text is `{{rows}}`, the rows stand as lists (texts as texts); `{{records}}`: as objects by feature; `{{row}}`, `{{record}}`: the one row of a request with `max_batch: 1`.",
    ),
    answers: pathField.describe("Every answer, one for each row, such as `$.predictions[*]`."),
    scores: pathField.optional().describe("Where the scores stand in one answer, such as `$.probabilities`."),
    labels: pathField.optional().describe("Where the class stands in one answer, such as `$.label`."),
    position: pathField
      .optional()
      .describe(
        "Where an answer says which row of the request it is for (from 0). Without it the order is the rows'.",
      ),
    model: pathField.optional().describe("Where the whole answer names model and version."),
  })
  .refine(
    ({ body, interface: said }) =>
      said.max_batch === 1 || !/"\{\{(?:row|record)\}\}"/u.test(JSON.stringify(body)),
    { message: "`{{row}}` and `{{record}}` are one row: set `interface.max_batch` to 1.", path: ["body"] },
  )
  .refine(({ body }) => /"\{\{(?:rows?|records?)\}\}"/u.test(JSON.stringify(body)), {
    message: "Say where the rows stand: `{{rows}}` or `{{records}}`.",
    path: ["body"],
  });

export type JsonPredictConfig = z.output<typeof jsonPredictSchema>;
