import { z } from "zod";
import { Refused, rowsOf, scoresOf, type Dialect } from "./dialect.ts";

const requestSchema = z.object({
  rows: z.array(z.unknown()).optional(),
  records: z.array(z.record(z.string(), z.unknown())).optional(),
});

/** A JSON of its own, as many services have one: answers name their row and come last row first. */
export const plainJson: Dialect = {
  modelOf: (path) => /^\/score\/([^/]+)$/u.exec(path)?.[1],
  read(body, model) {
    const parsed = requestSchema.safeParse(body);
    const { features } = model;
    const rows = parsed.data?.rows ?? parsed.data?.records?.map((one) => features?.map((name) => one[name]));
    if (rows === undefined) throw new Refused(400, "there are neither `rows` nor `records`");
    return {
      model,
      rows: rowsOf(rows, model),
      answer: (predictions) => {
        const scores = scoresOf(predictions);
        const told = [...predictions.labels].map((label, row) => ({
          row,
          label: model.classes[label] ?? null,
          scores: scores[row],
        }));
        return { model: `${model.name} ${model.version}`, predictions: told.reverse() };
      },
    };
  },
};
