import { createReadStream } from "node:fs";
import { z } from "zod";
import { parseJson, readBounded } from "../../../formats/index.ts";
import { appErrors } from "../../errors.ts";
import { csvCells, CsvRecords } from "./csv-records.ts";
import { readingFailed } from "./csv-rows.ts";
import { shown } from "./labels.ts";

/** What a file of rows shows of a model's interface: for a first manifest, which a person then checks. */
export interface DescribedRows {
  readonly count: number;
  /** Features with their ranges; absent where the file names none. */
  readonly features?: readonly FeatureSeen[];
  /** Least and largest of all values. */
  readonly low: number;
  readonly high: number;
  /** Labels as they stand, sorted; empty without a label, and where there are too many for classes. */
  readonly classes: readonly string[];
}

interface FeatureSeen {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Every value is a whole number. */
  readonly integer: boolean;
}

const mostClasses = 1000;
const mostBytes = 256_000_000;

/**
 * Reads a CSV file as a stream, or a JSON of rows, and tells names, ranges and labels.
 *
 * @throws APP_MODEL_DATA with the line, FORMATS_*
 */
export async function describeRows(path: string, label?: string): Promise<DescribedRows> {
  return path.toLowerCase().endsWith(".json") ? ofJson(path) : ofCsv(path, label);
}

const jsonSchema = z.looseObject({
  rows: z.array(z.array(z.number())).min(1),
  labels: z.array(z.union([z.number(), z.string()])).optional(),
});

async function ofJson(path: string): Promise<DescribedRows> {
  const value = parseJson(await readBounded(path, mostBytes), {
    file: path,
    limits: { maxLength: mostBytes },
  });
  const parsed = jsonSchema.safeParse(value);
  if (!parsed.success)
    throw appErrors.modelData(
      `${path} holds no \`rows\` of numbers; a table with named columns is given as CSV.`,
      {
        file: path,
      },
    );
  const range = new Range();
  for (const row of parsed.data.rows) for (const number of row) range.take(number);
  return {
    count: parsed.data.rows.length,
    low: range.low,
    high: range.high,
    classes: classesOf(new Set((parsed.data.labels ?? []).map(String))),
  };
}

async function ofCsv(path: string, label: string | undefined): Promise<DescribedRows> {
  let names: readonly string[] | undefined;
  let labelAt = -1;
  let count = 0;
  const ranges: Range[] = [];
  const labels = new Set<string>();
  const fail = (line: number, why: string): never => {
    throw appErrors.modelData(`Line ${line} of ${path}: ${why}.`, { file: path, line });
  };
  const header = (line: number, cells: readonly string[]): readonly string[] => {
    const read = cells.map((name) => name.trim());
    labelAt = label === undefined ? -1 : read.indexOf(label);
    if (label !== undefined && labelAt < 0)
      fail(
        line,
        `there is no column \`${shown(label)}\`; there are ${read.slice(0, 20).map(shown).join(", ")}`,
      );
    read.forEach(() => ranges.push(new Range()));
    return read;
  };
  const records = new CsvRecords(path, (line, bytes) => {
    const cells = csvCells(bytes.toString("utf8").replace(/^\uFEFF/u, ""));
    if (names === undefined) {
      names = header(line, cells);
      return;
    }
    if (cells.length !== names.length) fail(line, `${cells.length} cells; the header names ${names.length}`);
    count += 1;
    cells.forEach((cell, at) => {
      if (at === labelAt) {
        if (labels.size <= mostClasses) labels.add(cell);
        return;
      }
      const value = cell.trim() === "" ? NaN : Number(cell);
      if (!Number.isFinite(value))
        fail(line, `\`${shown(names?.[at] ?? "")}\` is \`${shown(cell)}\`, which is no finite number`);
      ranges[at]?.take(value);
    });
  });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      // Safe: a stream of bytes gives Buffers.
      records.push(chunk as Buffer);
    }
  } catch (error) {
    throw readingFailed(error, path, path);
  }
  records.end();
  if (count === 0) throw appErrors.modelData(`${path} holds no row.`, { file: path });
  const features = (names ?? []).flatMap((name, at) => {
    const range = ranges[at];
    return at === labelAt || range === undefined
      ? []
      : [{ name, low: range.low, high: range.high, integer: range.integer }];
  });
  return {
    count,
    features,
    low: Math.min(...features.map(({ low }) => low)),
    high: Math.max(...features.map(({ high }) => high)),
    classes: classesOf(labels),
  };
}

class Range {
  low = Infinity;
  high = -Infinity;
  integer = true;

  take(value: number): void {
    if (value < this.low) this.low = value;
    if (value > this.high) this.high = value;
    if (!Number.isInteger(value)) this.integer = false;
  }
}

/** Sorted as numbers where all are, as words otherwise. */
function classesOf(labels: ReadonlySet<string>): readonly string[] {
  if (labels.size > mostClasses) return [];
  const all = [...labels];
  return all.every((one) => one.trim() !== "" && Number.isFinite(Number(one)))
    ? all.toSorted((a, b) => Number(a) - Number(b))
    : all.toSorted();
}
