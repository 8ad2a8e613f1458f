import { z } from "zod";
import type { JsonValue } from "../../../contracts/index.ts";
import { definePredictAdapter } from "../define.ts";
import {
  AnswerProblem,
  connectEndpoint,
  nestedRows,
  type PredictDialect,
  type Told,
} from "../endpoint/index.ts";
import { tfServingSchema, type TfServingConfig } from "./config.ts";

/** TensorFlow Serving: `:predict` with rows (`instances`) or columns (`inputs`). */
export const adapter = definePredictAdapter({
  kind: "tf-serving",
  configSchema: tfServingSchema,
  urls: ({ base_url }) => [base_url],
  connect: (config, deps) => connectEndpoint(config, deps, dialectOf(config)),
});

const statusSchema = z.looseObject({
  model_version_status: z.array(z.looseObject({ version: z.string(), state: z.string() })),
});
const rowsSchema = z.looseObject({ predictions: z.array(z.json()) });
const columnsSchema = z.looseObject({
  outputs: z.union([z.array(z.json()), z.record(z.string(), z.array(z.json()))]),
});
const recordSchema = z.record(z.string(), z.json());

function dialectOf(config: TfServingConfig): PredictDialect {
  const { model, version, signature, input: name } = config;
  const path = `/v1/models/${encodeURIComponent(model)}${version === undefined ? "" : `/versions/${version}`}`;
  const named = (value: JsonValue): JsonValue => (name === undefined ? value : { [name]: value });
  return {
    path: `${path}:predict`,
    write(rows, input) {
      const nested = nestedRows(rows, input);
      return {
        ...(signature === undefined ? {} : { signature_name: signature }),
        ...(config.format === "rows" ? { instances: nested.map(named) } : { inputs: named(nested) }),
      };
    },
    read: (answer) => told(config.format === "rows" ? columnsOfRows(answer) : columnsOf(answer), config),
    about: {
      path,
      read(answer) {
        const served = statusSchema
          .safeParse(answer)
          .data?.model_version_status.filter(({ state }) => state === "AVAILABLE");
        return served === undefined ? undefined : `${model} (${served.map((one) => one.version).join(", ")})`;
      },
    },
  };
}

/** Outputs by name; under "" where the model has one. */
type Columns = ReadonlyMap<string, readonly JsonValue[]>;

function columnsOfRows(answer: JsonValue): Columns {
  const parsed = rowsSchema.safeParse(answer);
  if (!parsed.success) throw new AnswerProblem("there are no `predictions`");
  const columns = new Map<string, JsonValue[]>();
  for (const row of parsed.data.predictions) {
    const members = recordSchema.safeParse(row).data ?? { "": row };
    for (const [name, value] of Object.entries(members)) {
      const column = columns.get(name) ?? [];
      column.push(value);
      columns.set(name, column);
    }
  }
  return columns;
}

function columnsOf(answer: JsonValue): Columns {
  const parsed = columnsSchema.safeParse(answer);
  if (!parsed.success) throw new AnswerProblem("there are no `outputs`");
  const { outputs } = parsed.data;
  return new Map(Array.isArray(outputs) ? [["", outputs]] : Object.entries(outputs));
}

function told(columns: Columns, { scores, labels, interface: said }: TfServingConfig): Told {
  const column = (name: string): readonly JsonValue[] => {
    const found = columns.get(name) ?? (columns.size === 1 ? columns.get("") : undefined);
    if (found === undefined)
      throw new AnswerProblem(
        `there is no output \`${name}\`, but ${[...columns.keys()].join(", ") || "none"}`,
      );
    return found;
  };
  if (scores !== undefined || labels !== undefined)
    return {
      ...(scores === undefined ? {} : { scores: column(scores) }),
      ...(labels === undefined ? {} : { labels: column(labels) }),
    };
  const [only, ...others] = columns.values();
  if (only === undefined || others.length > 0)
    throw new AnswerProblem(`there are ${columns.size} outputs; name the one with \`scores\` or \`labels\``);
  return said?.output === "label" ? { labels: only } : { scores: only };
}
