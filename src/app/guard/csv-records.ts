import type { FeatureRow } from "../../contracts/index.ts";
import { appErrors } from "../errors.ts";

interface Line {
  readonly line: number;
  readonly text: string;
}

const longestRecord = 1_000_000;

/**
 * Records of CSV (RFC 4180) by the names in its first line, cells as texts, empty ones null. Linear in the text.
 *
 * @throws APP_PROFILE_INPUT with the line: a quote that is never closed, a record of another length than the first
 */
export async function* csvRecords(lines: AsyncIterable<Line>, file: string): AsyncGenerator<FeatureRow> {
  let names: readonly string[] | undefined;
  for await (const { line, text } of wholeRecords(lines, file)) {
    const cells = cellsOf(text);
    if (names === undefined) {
      names = cells.map((cell) => cell.trim());
      if (names.includes("") || new Set(names).size < names.length)
        throw appErrors.profileInput("The first line must name each feature once.", { file, line });
      continue;
    }
    if (cells.length !== names.length)
      throw appErrors.profileInput(
        `Line ${line} has ${cells.length} cells; the first line names ${names.length} features.`,
        { file, line },
      );
    yield Object.fromEntries(names.map((name, i) => [name, cells[i] === "" ? null : (cells[i] ?? null)]));
  }
}

/** Joins lines until every quote is closed. */
async function* wholeRecords(lines: AsyncIterable<Line>, file: string): AsyncGenerator<Line> {
  let open: { line: number; parts: string[]; length: number } | undefined;
  for await (const { line, text } of lines) {
    const odd = (text.split('"').length - 1) % 2 === 1;
    if (open === undefined) {
      if (odd) open = { line, parts: [text], length: text.length };
      else yield { line, text };
      continue;
    }
    open.parts.push(text);
    open.length += text.length;
    if (open.length > longestRecord) break;
    if (!odd) continue;
    yield { line: open.line, text: open.parts.join("\n") };
    open = undefined;
  }
  if (open !== undefined)
    throw appErrors.profileInput(`A quote in line ${open.line} is never closed.`, { file, line: open.line });
}

function cellsOf(record: string): string[] {
  const cells: string[] = [];
  const text = record.endsWith("\r") ? record.slice(0, -1) : record;
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      let cell = "";
      let from = at + 1;
      let end = text.indexOf('"', from);
      while (end >= 0 && text[end + 1] === '"') {
        cell += text.slice(from, end + 1);
        from = end + 2;
        end = text.indexOf('"', from);
      }
      if (end < 0) end = text.length;
      cell += text.slice(from, end);
      const next = text.indexOf(",", end);
      cells.push(cell);
      if (next < 0) return cells;
      at = next + 1;
      continue;
    }
    const next = text.indexOf(",", at);
    cells.push((next < 0 ? text.slice(at) : text.slice(at, next)).trim());
    if (next < 0) return cells;
    at = next + 1;
  }
}
