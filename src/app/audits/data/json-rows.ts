import { z } from "zod";
import type { InputSpec, JsonValue } from "../../../contracts/index.ts";
import { parseJson, readBounded, sha256 } from "../../../formats/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { appErrors } from "../../errors.ts";
import { textRow } from "./text-row.ts";
import { labelOf, shown } from "./labels.ts";
import type { RowsRead, RowsWanted } from "./rows-read.ts";
import { Reservoir } from "./reservoir.ts";

const mostBytes = 256_000_000;

const record = z.record(z.string(), z.json());
const columns = z.strictObject({
  rows: z.union([z.array(z.array(z.number())), z.array(z.string())]),
  labels: z.array(z.union([z.number(), z.string()])).optional(),
});

/**
 * Rows of a JSON file: `{"rows": [[…], …], "labels": […]}`, or a list of objects with a member for each feature and
 * one for the label. A longer file than 256 MB is for CSV.
 *
 * @throws APP_MODEL_DATA, FORMATS_*
 */
export async function readJsonRows({ path, config, input, output }: RowsWanted): Promise<RowsRead> {
  const bytes = await readBounded(path, mostBytes);
  const value = parseJson(bytes, { file: path, limits: { maxLength: mostBytes } });
  const fail = (at: number, why: string): never => {
    throw appErrors.modelData(`Row ${at} of ${config.file}: ${why}.`, { file: path, at: String(at) });
  };
  const width = input.shape.reduce((product, dim) => product * dim, 1);
  const kept = new Reservoir<{ readonly row: Float64Array; readonly label: number }>(
    config.rows,
    seededRandom(config.seed).derive("rows"),
  );
  const items = itemsOf(value, path, config.file);
  // Members have no order that means anything: where no feature is named, the first object's order is that of all.
  const [first] = items;
  const features =
    input.features ??
    (first === undefined || isList(first.row) ? [] : Object.keys(first.row)).filter(
      (name) => name !== config.label,
    );
  for (const [at, given] of items.entries())
    kept.offer(() => {
      const values = isList(given.row) ? given.row : featuresOf(given.row, features, (why) => fail(at, why));
      const row =
        input.text === true
          ? textIn(values, input, (why) => fail(at, why))
          : numbersIn(values, width, (why) => fail(at, why));
      const name = isList(given.row) ? given.label : given.row[config.label ?? ""];
      const isLabelled = typeof name === "number" || typeof name === "string";
      if (config.label !== undefined && !isLabelled) fail(at, `there is no label \`${shown(config.label)}\``);
      const label = isLabelled ? labelOf(String(name), output) : -1;
      return { row, label: typeof label === "number" ? label : fail(at, label) };
    });
  const sample = kept.sample();
  return {
    rows: sample.map(({ row }) => row),
    labels: sample.map(({ label }) => label),
    of: kept.seen,
    sha256: sha256(bytes),
  };
}

const isList = (row: Item["row"]): row is readonly JsonValue[] => Array.isArray(row);

interface Item {
  readonly row: readonly JsonValue[] | Readonly<Record<string, JsonValue>>;
  readonly label?: number | string;
}

function itemsOf(value: JsonValue, path: string, file: string): readonly Item[] {
  const fail = (why: string): never => {
    throw appErrors.modelData(`${file}: ${why}.`, { file: path });
  };
  if (Array.isArray(value))
    return value.map((item, at) => ({ row: record.safeParse(item).data ?? fail(`item ${at} is no object`) }));
  const parsed = columns.safeParse(value);
  if (!parsed.success)
    return fail("it is neither a list of objects nor an object with `rows` of numbers or texts");
  const { rows, labels } = parsed.data;
  if (labels !== undefined && labels.length !== rows.length)
    fail(`${labels.length} labels are given for ${rows.length} rows`);
  return rows.map((given, i) => {
    const row = typeof given === "string" ? [given] : given;
    const label = labels?.[i];
    return label === undefined ? { row } : { row, label };
  });
}

function numbersIn(
  values: readonly (JsonValue | undefined)[],
  width: number,
  fail: (why: string) => never,
): Float64Array {
  if (values.length !== width) fail(`${values.length} numbers; the model takes ${width}`);
  return Float64Array.from(values, (value, i) =>
    typeof value === "number" && Number.isFinite(value) ? value : fail(`value ${i} is no number`),
  );
}

function textIn(
  values: readonly (JsonValue | undefined)[],
  input: InputSpec,
  fail: (why: string) => never,
): Float64Array {
  const [text, ...more] = values;
  return typeof text === "string" && more.length === 0
    ? textRow(text, input, fail)
    : fail("the row is no text, or there is more than one member beside the label");
}

function featuresOf(
  item: Readonly<Record<string, JsonValue>>,
  features: readonly string[],
  fail: (why: string) => never,
): readonly (JsonValue | undefined)[] {
  return features.map((name) => item[name] ?? fail(`there is no \`${shown(name)}\``));
}
