import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { InputSpec } from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { appErrors } from "../../errors.ts";
import { textRow } from "./text-row.ts";
import { csvCells, CsvRecords } from "./csv-records.ts";
import { labelOf, shown } from "./labels.ts";
import type { RowsRead, RowsWanted } from "./rows-read.ts";
import { Reservoir } from "./reservoir.ts";

interface Columns {
  readonly count: number;
  /** Column of each feature, in the model's order. */
  readonly features: readonly { readonly name: string; readonly at: number }[];
  readonly label: number;
}

/**
 * Rows of a CSV file. The header names the columns; a feature is found by its name, and where the manifest names none,
 * every column but the label is a feature in the order of the file. Of records that are not kept nothing is read but
 * where they end.
 *
 * @throws APP_MODEL_DATA, FORMATS_NOT_FOUND
 */
export async function readCsvRows({ path, config, input, output }: RowsWanted): Promise<RowsRead> {
  const hash = createHash("sha256");
  const kept = new Reservoir<{ readonly line: number; readonly text: string }>(
    config.rows,
    seededRandom(config.seed).derive("rows"),
  );
  const fail = (line: number, why: string): never => {
    throw appErrors.modelData(`Line ${line} of ${config.file}: ${why}.`, { file: path, line });
  };
  let columns: Columns | undefined;
  const records = new CsvRecords(path, (line, bytes) => {
    if (columns === undefined)
      columns = columnsOf(csvCells(textOf(bytes)), input, config.label, (why) => fail(line, why));
    else kept.offer(() => ({ line, text: textOf(bytes) }));
  });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      // Safe: a stream of bytes gives Buffers.
      const bytes = chunk as Buffer;
      hash.update(bytes);
      records.push(bytes);
    }
  } catch (error) {
    throw readingFailed(error, path, config.file);
  }
  records.end();
  const { count, features, label } = columns ?? fail(1, "there is no header");
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  for (const { line, text } of kept.sample()) {
    const cells = csvCells(text);
    if (cells.length !== count) fail(line, `${cells.length} cells; the header names ${count}`);
    if (input.text === true) {
      const text = cells[features[0]?.at ?? 0] ?? "";
      rows.push(textRow(text, input, (why) => fail(line, why)));
    } else
      rows.push(
        Float64Array.from(features, ({ name, at }) => {
          const cell = cells[at] ?? "";
          const value = cell.trim() === "" ? NaN : Number(cell);
          return Number.isFinite(value)
            ? value
            : fail(line, `\`${shown(name)}\` is \`${shown(cell)}\`, which is no finite number`);
        }),
      );
    const told = label < 0 ? -1 : labelOf(cells[label] ?? "", output);
    labels.push(typeof told === "number" ? told : fail(line, told));
  }
  return { rows, labels, of: kept.seen, sha256: hash.digest("hex") };
}

/** Bytes that are not UTF-8 become U+FFFD and are then no number: nothing is read as something else. */
const textOf = (bytes: Buffer): string => bytes.toString("utf8").replace(/^\uFEFF/u, "");

function columnsOf(
  header: readonly string[],
  { shape, features, text }: InputSpec,
  label: string | undefined,
  fail: (why: string) => never,
): Columns {
  const names = header.map((name) => name.trim());
  if (new Set(names).size < names.length) fail("the header names a column twice");
  const labelAt = label === undefined ? -1 : names.indexOf(label);
  if (label !== undefined && labelAt < 0) fail(`there is no column \`${shown(label)}\` with the label`);
  const width = shape.reduce((product, dim) => product * dim, 1);
  const others = names.map((name, at) => ({ name, at })).filter(({ at }) => at !== labelAt);
  if (features === undefined && text === true) {
    if (others.length !== 1)
      fail(
        `there are ${others.length} columns beside the label; name the one with the text as \`features\` of the \`interface\``,
      );
    return { count: names.length, features: others, label: labelAt };
  }
  if (features === undefined) {
    if (others.length !== width)
      fail(
        `there are ${others.length} columns beside the label, and the model takes ${width} numbers; name its features in \`interface\``,
      );
    return { count: names.length, features: others, label: labelAt };
  }
  return {
    count: names.length,
    features: features.map((name) => {
      const at = names.indexOf(name);
      return at < 0 ? fail(`there is no column \`${shown(name)}\``) : { name, at };
    }),
    label: labelAt,
  };
}

/** @param file as the manifest names it */
export function readingFailed(error: unknown, path: string, file: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^E[A-Z]+$/u.test(code)
    ? appErrors.modelData(`${file} cannot be read (${code}).`, { file: path }, { cause: error })
    : error;
}
