import { z } from "zod";
import { Refused, rowsOf, scoresOf, type Dialect } from "./dialect.ts";

const requestSchema = z.union([
  z.object({ instances: z.array(z.unknown()) }),
  z.object({ inputs: z.union([z.array(z.unknown()), z.record(z.string(), z.array(z.unknown()))]) }),
]);

/** TensorFlow Serving's REST interface: rows (`instances`) and columns (`inputs`). */
export const tfServing: Dialect = {
  modelOf: (path) => /^\/v1\/models\/([^/]+?)(?:\/versions\/1)?:predict$/u.exec(path)?.[1],
  read(body, model) {
    const parsed = requestSchema.safeParse(body);
    if (!parsed.success) throw new Refused(400, "there are neither `instances` nor `inputs`");
    const { data } = parsed;
    if ("instances" in data) {
      const named = z.array(z.object({ [model.input]: z.unknown() })).safeParse(data.instances);
      const list = named.success ? named.data.map((one) => one[model.input]) : data.instances;
      return {
        model,
        rows: rowsOf(list, model),
        answer: (predictions) => ({ predictions: scoresOf(predictions) }),
      };
    }
    const list = Array.isArray(data.inputs) ? data.inputs : (data.inputs[model.input] ?? []);
    return {
      model,
      rows: rowsOf(list, model),
      answer: (predictions) => ({ outputs: scoresOf(predictions) }),
    };
  },
  about(path, models) {
    const name = /^\/v1\/models\/([^/]+)$/u.exec(path)?.[1];
    const model = models.find((one) => one.name === name);
    if (model === undefined) return undefined;
    const status = { error_code: "OK", error_message: "" };
    return { model_version_status: [{ version: model.version, state: "AVAILABLE", status }] };
  },
};
