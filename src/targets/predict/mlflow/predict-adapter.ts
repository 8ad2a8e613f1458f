import { z } from "zod";
import type { JsonValue } from "../../../contracts/index.ts";
import { jsonPath } from "../../../formats/index.ts";
import { definePredictAdapter } from "../define.ts";
import {
  AnswerProblem,
  connectEndpoint,
  namesOf,
  nestedRows,
  type PredictDialect,
  type Told,
} from "../endpoint/index.ts";
import { mlflowSchema, type MlflowConfig } from "./config.ts";

/** MLflow's scoring protocol: `/invocations`. */
export const adapter = definePredictAdapter({
  kind: "mlflow",
  configSchema: mlflowSchema,
  urls: ({ base_url }) => [base_url],
  connect: (config, deps) => connectEndpoint(config, deps, dialectOf(config)),
});

const answerSchema = z.union([z.looseObject({ predictions: z.array(z.json()) }), z.array(z.json())]);

function dialectOf(config: MlflowConfig): PredictDialect {
  return {
    path: "/invocations",
    write(rows, input) {
      const nested = nestedRows(rows, input);
      if (config.format === "instances") return { instances: nested };
      const data: JsonValue[] = input.text === true ? nested.map((text) => [text]) : nested.map(flatRow);
      return {
        dataframe_split: { columns: [...namesOf(input, input.text === true ? 1 : rows.width)], data },
      };
    },
    read: (answer) => told(answer, config),
  };
}

/** A data frame has no axes beside rows and columns. */
const flatRow = (row: JsonValue): JsonValue => (Array.isArray(row) ? row.flat(10) : row);

function told(answer: JsonValue, { scores, labels, interface: said }: MlflowConfig): Told {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw new AnswerProblem("there are no `predictions`");
  const predictions = Array.isArray(parsed.data) ? parsed.data : parsed.data.predictions;
  const at = (path: string): readonly JsonValue[] =>
    predictions.map((one) => jsonPath(path).first(one) ?? null);
  if (scores !== undefined || labels !== undefined)
    return {
      ...(scores === undefined ? {} : { scores: at(scores) }),
      ...(labels === undefined ? {} : { labels: at(labels) }),
    };
  return said?.output === "label" ? { labels: predictions } : { scores: predictions };
}
