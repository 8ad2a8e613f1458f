import type { CellState, CoverageMatrix, CoverageRow } from "../../contracts/index.ts";
import { cellMarks, cellStates, columns as names } from "../wording.ts";
import { cell, painter, wrap, type Paint, type TerminalOptions } from "./layout.ts";

const tones = {
  passing: "good",
  failing: "bad",
  inconclusive: "open",
  planned: "faint",
  stale: "faint",
  none: "faint",
} as const satisfies Record<CellState, string>;

/** Wide enough for the column's name. */
const nameWidths = names.map((name) => name.length + 2);
const bandWidth = 9;

/**
 * The coverage matrix for a terminal: threats in rows grouped by component, one mark in each of the four
 * columns, told apart by shape. Aligned at any width of 60 columns and more.
 */
export function matrixText(matrix: CoverageMatrix, options: TerminalOptions): string {
  const columns = Math.max(60, Math.min(options.columns, 120));
  const paint = painter(options.colour);
  const idWidth = Math.min(24, Math.max(6, ...matrix.rows.map(({ threat }) => threat.length)));
  const fixed = 2 + idWidth + 1 + bandWidth;
  const named = columns - fixed - sum(nameWidths) >= 30;
  const widths = named ? nameWidths : names.map(() => 4);
  const room = columns - fixed - sum(widths);
  const headings = names.map((name, i) =>
    centred(named ? name : (name[0] ?? "").toUpperCase(), widths[i] ?? 4),
  );
  const lines = [
    paint(
      "strong",
      cell(`Coverage of ${matrix.system.name}, as of ${matrix.asOf.slice(0, 10)}`, columns).trimEnd(),
    ),
    wrap(cellStates.map((state) => `${cellMarks[state]} ${state}`).join("   "), columns, ""),
    "",
    paint("faint", `${" ".repeat(columns - sum(widths))}${headings.join("")}`.trimEnd()),
  ];
  for (const [group, rows] of Map.groupBy(matrix.rows, (row) => row.group)) {
    lines.push(paint("strong", cell(group, columns).trimEnd()));
    for (const row of rows) lines.push(rowLine(row, { idWidth, room, widths }, paint));
  }
  if (matrix.rows.length === 0)
    lines.push("No threat was found in the manifest. `bartizan threats` shows the rules.");
  return [...lines, "", ...totals(matrix, columns)].join("\n");
}

interface Layout {
  readonly idWidth: number;
  readonly room: number;
  readonly widths: readonly number[];
}

function rowLine(row: CoverageRow, { idWidth, room, widths }: Layout, paint: Paint): string {
  const band = cell(row.band, bandWidth);
  const marks = names.map((name, i) => {
    const { state } = row.cells[name];
    return centred(cellMarks[state], widths[i] ?? 4).replace(
      cellMarks[state],
      paint(tones[state], cellMarks[state]),
    );
  });
  const strong = row.band === "critical" || row.band === "high" ? paint("strong", band) : band;
  return `  ${cell(row.threat, idWidth)} ${cell(row.title, room)} ${strong}${marks.join("")}`.trimEnd();
}

function totals(matrix: CoverageMatrix, columns: number): string[] {
  return names.map((name) => {
    const counts = cellStates
      .filter((state) => matrix.totals[name][state] > 0)
      .map((state) => `${matrix.totals[name][state]} ${state}`);
    return wrap(counts.join(", ") || "no threat", columns, " ".repeat(13), `  ${cell(name, 10)} `);
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** Centred in `columns`, leaning left when it does not come out even. */
function centred(text: string, columns: number): string {
  const left = Math.floor((columns - text.length) / 2);
  return `${" ".repeat(left)}${text}${" ".repeat(columns - text.length - left)}`;
}
