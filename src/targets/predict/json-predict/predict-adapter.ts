import type { InputSpec, JsonValue, Rows } from "../../../contracts/index.ts";
import { jsonPath } from "../../../formats/index.ts";
import { definePredictAdapter } from "../define.ts";
import { connectEndpoint, namedRows, nestedRows, type PredictDialect, type Told } from "../endpoint/index.ts";
import { jsonPredictSchema, type JsonPredictConfig } from "./config.ts";

/** An endpoint with a JSON of its own, described by a template and paths. */
export const adapter = definePredictAdapter({
  kind: "json-predict",
  configSchema: jsonPredictSchema,
  urls: ({ base_url }) => [base_url],
  connect: (config, deps) => connectEndpoint(config, deps, dialectOf(config)),
});

function dialectOf(config: JsonPredictConfig): PredictDialect {
  return {
    path: config.path,
    write: (rows, input) => filled(config.body, valuesOf(rows, input)),
    read: (answer) => told(answer, config),
  };
}

/** What may stand in a template; worked out where it does. */
const valuesOf = (rows: Rows, input: InputSpec): Readonly<Record<string, () => JsonValue>> => ({
  "{{rows}}": () => nestedRows(rows, input),
  "{{records}}": () => namedRows(rows, input),
  "{{row}}": () => nestedRows(rows, input)[0] ?? null,
  "{{record}}": () => namedRows(rows, input)[0] ?? null,
});

function filled(template: JsonValue, values: Readonly<Record<string, () => JsonValue>>): JsonValue {
  if (typeof template === "string")
    return Object.hasOwn(values, template) ? (values[template]?.() ?? null) : template;
  if (typeof template !== "object" || template === null) return template;
  if (Array.isArray(template)) return template.map((one: JsonValue) => filled(one, values));
  return Object.fromEntries(Object.entries(template).map(([key, one]) => [key, filled(one ?? null, values)]));
}

function told(answer: JsonValue, config: JsonPredictConfig): Told {
  const answers = jsonPath(config.answers).all(answer);
  const at = (path: string): readonly JsonValue[] => answers.map((one) => jsonPath(path).first(one) ?? null);
  const { scores, labels, position } = config;
  const model = config.model === undefined ? undefined : jsonPath(config.model).first(answer);
  const alone = scores === undefined && labels === undefined;
  return {
    ...(scores === undefined ? {} : { scores: at(scores) }),
    ...(labels === undefined ? {} : { labels: at(labels) }),
    ...(alone ? (config.interface.output === "label" ? { labels: answers } : { scores: answers }) : {}),
    ...(position === undefined ? {} : { positions: at(position) }),
    ...(typeof model === "string" || typeof model === "number" ? { model: String(model) } : {}),
  };
}
