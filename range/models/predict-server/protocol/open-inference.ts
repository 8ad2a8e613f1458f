import { z } from "zod";
import type { ServedModel } from "../served-model.ts";
import { Refused, rowsOf, scoresOf, type Dialect } from "./dialect.ts";

const requestSchema = z.object({
  id: z.string().optional(),
  inputs: z
    .array(
      z.object({
        name: z.string(),
        shape: z.array(z.int().min(0)),
        datatype: z.string(),
        data: z.array(z.unknown()),
      }),
    )
    .length(1),
  outputs: z.array(z.object({ name: z.string() })).optional(),
});

/** The Open Inference Protocol, version 2, in JSON. */
export const openInference: Dialect = {
  modelOf: (path) => /^\/v2\/models\/([^/]+)(?:\/versions\/1)?\/infer$/u.exec(path)?.[1],
  read(body, model) {
    const parsed = requestSchema.safeParse(body);
    if (!parsed.success) throw new Refused(400, "the request is none of the Open Inference Protocol");
    const { id, inputs, outputs } = parsed.data;
    const [input] = inputs;
    if (input?.name !== model.input) throw new Refused(400, `the input is named ${model.input}`);
    const [count = 0, ...shape] = input.shape;
    if (shape.join() !== model.shape.join())
      throw new Refused(400, `one row has the shape [${model.shape.join(", ")}]`);
    const values = input.data.flat(6);
    const width = model.shape.reduce((product, dim) => product * dim, 1);
    if (values.length !== count * width) throw new Refused(400, "data and shape do not fit");
    const rows = rowsOf(
      Array.from({ length: count }, (_, i) => values.slice(i * width, (i + 1) * width)),
      model,
    );
    const wanted = outputs?.map(({ name }) => name) ?? ["label", "probabilities"];
    return {
      model,
      rows,
      answer: (predictions) => ({
        model_name: model.name,
        model_version: model.version,
        ...(id === undefined ? {} : { id }),
        outputs: [
          { name: "label", datatype: "INT64", shape: [count], data: [...predictions.labels] },
          {
            name: "probabilities",
            datatype: "FP32",
            shape: [count, model.classes.length],
            data: scoresOf(predictions).flat(),
          },
        ].filter(({ name }) => wanted.includes(name)),
      }),
    };
  },
  about(path, models) {
    if (path === "/v2/health/ready" || path === "/v2/health/live") return {};
    const name = /^\/v2\/models\/([^/]+)$/u.exec(path)?.[1];
    const model = models.find((one) => one.name === name);
    return model === undefined ? undefined : described(model);
  },
};

const described = (model: ServedModel): object => ({
  name: model.name,
  versions: [model.version],
  platform: "onnx",
  inputs: [{ name: model.input, datatype: "FP32", shape: [-1, ...model.shape] }],
  outputs: [
    { name: "label", datatype: "INT64", shape: [-1] },
    { name: "probabilities", datatype: "FP32", shape: [-1, model.classes.length] },
  ],
});
