import { resolve } from "node:path";
import type { InputSpec, LabelledRows, ModelData, OutputSpec } from "../../../contracts/index.ts";
import { digestOf } from "../../../formats/index.ts";
import type { PredictConfig, RowsFile } from "../../../targets/index.ts";
import { appErrors } from "../../errors.ts";
import { readCsvRows } from "./csv-rows.ts";
import { readJsonRows } from "./json-rows.ts";
import { readNpyRows } from "./npy-rows.ts";
import type { RowsRead, RowsWanted } from "./rows-read.ts";

/** The rows of a predicting target, and what must be known of them beside the results. */
export interface GivenData {
  readonly data: ModelData;
  readonly notes: readonly string[];
}

/**
 * Reads the rows, or texts, that the manifest gives a predicting target. CSV is read as a stream, NPY row by row: memory is
 * bounded by the sample, whatever the file's length.
 *
 * @param folder where the manifest lies
 * @throws APP_NO_MODEL_DATA, APP_MODEL_DATA with file and line, FORMATS_* for a file that cannot be read
 */
export async function readModelData(
  config: PredictConfig,
  folder: string,
  input: InputSpec,
  output: OutputSpec,
): Promise<GivenData> {
  if (config.data === undefined)
    throw appErrors.noModelData(`\`${config.id}\` has no \`data\`.`, { at: config.id, field: "data" });
  const { test, train } = config.data;
  const width = input.shape.reduce((product, dim) => product * dim, 1);
  const read = async (given: RowsFile): Promise<LabelledRows> => {
    const file = { ...given, rows: Math.max(1, Math.min(given.rows, Math.floor(mostNumbers / width))) };
    const path = resolve(folder, file.file);
    return labelledRows(await rowsOf({ path, folder, config: file, input, output }), file);
  };
  const rows = { test: await read(test), ...(train === undefined ? {} : { train: await read(train) }) };
  return {
    data: rows,
    notes: [
      ...notesOf("test", rows.test, test, output),
      ...(rows.train === undefined || train === undefined
        ? []
        : notesOf("training", rows.train, train, output)),
    ],
  };
}

/** Numbers that a sample may hold: 2 GB of them. */
const mostNumbers = 250_000_000;

async function rowsOf(wanted: RowsWanted): Promise<RowsRead> {
  const name = wanted.path.toLowerCase();
  const read = name.endsWith(".csv")
    ? await readCsvRows(wanted)
    : name.endsWith(".json")
      ? await readJsonRows(wanted)
      : name.endsWith(".npy")
        ? await readNpyRows(wanted)
        : undefined;
  if (read === undefined)
    throw appErrors.modelData(`${wanted.config.file} ends in none of .csv, .json, .npy.`, {
      file: wanted.path,
    });
  if (read.rows.length === 0)
    throw appErrors.modelData(`${wanted.config.file} holds no row.`, { file: wanted.path });
  return read;
}

function labelledRows({ rows, labels, of, sha256 }: RowsRead, config: RowsFile): LabelledRows {
  const width = rows[0]?.length ?? 0;
  const data = new Float64Array(rows.length * width);
  rows.forEach((row, i) => data.set(row, i * width));
  return {
    rows: { count: rows.length, width, data },
    labels: Int32Array.from(labels),
    digest: digestOf({
      sha256,
      rows: config.rows,
      seed: config.seed,
      label: config.label ?? null,
    }),
    ...(of === rows.length ? {} : { of }),
  };
}

function notesOf(
  which: string,
  { rows, labels, of }: LabelledRows,
  { seed }: RowsFile,
  { classes }: OutputSpec,
): readonly string[] {
  const notes: string[] = [];
  if (of !== undefined)
    notes.push(`Of the ${of} ${which} rows a sample of ${rows.count} was taken (seed ${seed}).`);
  const [only, ...others] = new Set(labels);
  if (only !== undefined && others.length === 0)
    notes.push(
      `All ${which} rows are of the class ${classes?.[only] ?? only}: results speak of this class alone.`,
    );
  return notes;
}
