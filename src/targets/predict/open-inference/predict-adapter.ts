import type { JsonValue, Rows } from "../../../contracts/index.ts";
import { textOfRow } from "../../../formats/index.ts";
import { definePredictAdapter } from "../define.ts";
import { AnswerProblem, connectEndpoint, type PredictDialect, type Told } from "../endpoint/index.ts";
import { openInferenceSchema, type OpenInferenceConfig } from "./config.ts";
import { outputsOf, rowsOfTensor } from "./tensors.ts";

/** The Open Inference Protocol, version 2, in JSON. */
export const adapter = definePredictAdapter({
  kind: "open-inference",
  configSchema: openInferenceSchema,
  urls: ({ base_url }) => [base_url],
  connect: (config, deps) => connectEndpoint(config, deps, dialectOf(config)),
});

function dialectOf(config: OpenInferenceConfig): PredictDialect {
  const { model, version, scores, labels } = config;
  const path = `/v2/models/${encodeURIComponent(model)}${version === undefined ? "" : `/versions/${encodeURIComponent(version)}`}`;
  const wanted = [scores, labels].filter((name) => name !== undefined);
  return {
    path: `${path}/infer`,
    write: (rows, { shape, text }) => ({
      inputs: [
        {
          name: config.input,
          shape: [rows.count, ...(text === true ? [1] : shape)],
          datatype: text === true ? "BYTES" : config.datatype,
          data: text === true ? textsOf(rows) : [...rows.data],
        },
      ],
      ...(wanted.length === 0 ? {} : { outputs: wanted.map((name) => ({ name })) }),
    }),
    read: (answer, count) => told(answer, count, config),
    about: {
      path,
      read(answer) {
        const { name, versions } = objectOf(answer);
        const listed = Array.isArray(versions) ? versions.join(", ") : "";
        return typeof name === "string" ? `${name}${listed === "" ? "" : ` (${listed})`}` : undefined;
      },
    },
  };
}

function told(
  answer: JsonValue,
  count: number,
  { scores, labels, interface: said }: OpenInferenceConfig,
): Told {
  const { model_name: name, model_version: version } = objectOf(answer);
  const outputs = outputsOf(answer);
  const tensor = (wanted: string): readonly JsonValue[] => {
    const found = outputs.get(wanted);
    if (found === undefined)
      throw new AnswerProblem(
        `there is no output \`${wanted}\`, but ${[...outputs.keys()].join(", ") || "none"}`,
      );
    return rowsOfTensor(found, count);
  };
  const [first] = outputs.keys();
  const alone =
    scores === undefined && labels === undefined && first !== undefined ? tensor(first) : undefined;
  const isLabel = said?.output === "label";
  return {
    ...(scores === undefined ? {} : { scores: tensor(scores) }),
    ...(labels === undefined ? {} : { labels: tensor(labels) }),
    ...(alone === undefined ? {} : isLabel ? { labels: alone } : { scores: alone }),
    ...(typeof name === "string" && typeof version === "string" ? { model: `${name} (${version})` } : {}),
  };
}

const textsOf = ({ count, width, data }: Rows): string[] =>
  Array.from({ length: count }, (_, i) => textOfRow(data.subarray(i * width, (i + 1) * width)));

const objectOf = (value: JsonValue): Readonly<Record<string, JsonValue | undefined>> =>
  // Safe: what is no list and no null is an object of JSON.
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, JsonValue>>)
    : {};
