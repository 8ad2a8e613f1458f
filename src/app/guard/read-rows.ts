import type { FeatureRow } from "../../contracts/index.ts";
import { parseJson, visibleText } from "../../formats/index.ts";
import { appErrors } from "../errors.ts";
import { csvRecords } from "./csv-records.ts";
import { fileLines } from "./file-lines.ts";

/**
 * Rows of features from CSV (the first line names them) or JSON lines, whichever the file begins with. In CSV a
 * cell that reads as a number is one, where all cells of its column do (`01234` does not: it is a code), `true`
 * and `false` likewise; an empty cell is missing.
 *
 * @throws APP_PROFILE_INPUT with the line, while the rows are read
 */
export async function readRows(file: string): Promise<Rows> {
  const lines = fileLines(file, appErrors.profileInput);
  const first = await lines.next();
  if (first.done === true) throw appErrors.profileInput("The file is empty.", { file });
  const start = { ...first.value, text: first.value.text.replace(/^\uFEFF/u, "") };
  const all = (async function* () {
    yield start;
    yield* lines;
  })();
  if (!start.text.trimStart().startsWith("{")) return { rows: csvRecords(all, file), cellsAreTexts: true };
  return { rows: jsonRows(all, file), cellsAreTexts: false };
}

export interface Rows {
  readonly rows: AsyncIterable<FeatureRow>;
  /** Of CSV: `typedCells` gives them their types once all are there. */
  readonly cellsAreTexts: boolean;
}

async function* jsonRows(
  lines: AsyncIterable<{ readonly line: number; readonly text: string }>,
  file: string,
): AsyncGenerator<FeatureRow> {
  for await (const { line, text } of lines) yield jsonRow(text, file, line);
}

function jsonRow(text: string, file: string, line: number): FeatureRow {
  let value: unknown;
  try {
    value = parseJson(text, { file });
  } catch (cause) {
    throw appErrors.profileInput(`Line ${line} is not JSON.`, { file, line }, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw appErrors.profileInput(`Line ${line} is no object of features.`, { file, line });
  for (const [name, one] of Object.entries(value))
    if (typeof one === "object" && one !== null)
      throw appErrors.profileInput(
        `Line ${line}: \`${visibleText(name.slice(0, 60))}\` is nested; a feature is one value.`,
        { file, line },
      );
  // Safe: no member is an object or a list.
  return value as FeatureRow;
}

/** Cells of CSV with their types, decided by column. */
export function typedCells(rows: readonly FeatureRow[]): readonly FeatureRow[] {
  const kinds = new Map<string, "number" | "boolean" | "text">();
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      if (typeof value !== "string") continue;
      const kind = isNumber(value) ? "number" : value === "true" || value === "false" ? "boolean" : "text";
      const before = kinds.get(name) ?? kind;
      kinds.set(name, before === kind ? kind : "text");
    }
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        if (typeof value !== "string") return [name, value];
        const kind = kinds.get(name);
        return [name, kind === "number" ? Number(value) : kind === "boolean" ? value === "true" : value];
      }),
    ),
  );
}

const isNumber = (cell: string): boolean =>
  cell.length < 40 && /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(cell);
