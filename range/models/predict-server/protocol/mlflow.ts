import { z } from "zod";
import type { ServedModel } from "../served-model.ts";
import { Refused, rowsOf, scoresOf, type Dialect } from "./dialect.ts";

const requestSchema = z.union([
  z.object({
    dataframe_split: z.object({
      columns: z.array(z.string()),
      data: z.array(z.array(z.unknown())),
    }),
  }),
  z.object({ instances: z.array(z.unknown()) }),
]);

/** MLflow's scoring server, one for each model: `/mlflow/NAME/invocations`. */
export const mlflow: Dialect = {
  modelOf: (path) => /^\/mlflow\/([^/]+)\/invocations$/u.exec(path)?.[1],
  read(body, model) {
    const parsed = requestSchema.safeParse(body);
    if (!parsed.success) throw new Refused(400, "there are neither `dataframe_split` nor `instances`");
    const { data } = parsed;
    const list =
      "instances" in data
        ? data.instances
        : inOrder(data.dataframe_split.columns, data.dataframe_split.data, model);
    return {
      model,
      rows: rowsOf(list, model),
      answer: (predictions) => ({ predictions: scoresOf(predictions) }),
    };
  },
  about: (path, models) =>
    models.some(({ name }) => path === `/mlflow/${name}/ping` || path === `/mlflow/${name}/health`)
      ? {}
      : undefined,
};

/** A data frame's columns may stand in any order: they are found by name. */
function inOrder(
  columns: readonly string[],
  data: readonly (readonly unknown[])[],
  { features }: ServedModel,
): readonly unknown[] {
  if (features === undefined) return data;
  const places = features.map((name) => columns.indexOf(name));
  const missing = features.filter((_, i) => (places[i] ?? -1) < 0);
  if (missing.length > 0) throw new Refused(400, `columns are missing: ${missing.join(", ")}`);
  return data.map((row) => places.map((place) => row[place]));
}
