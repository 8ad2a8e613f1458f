import type { CoverageCell, CoverageMatrix, CoverageRow } from "../../contracts/index.ts";
import { cellStates, columns } from "../wording.ts";
import { element, type Markup } from "./markup.ts";
import { stateMark } from "./marks.ts";

export function coverageSection(matrix: CoverageMatrix): Markup {
  return element`<section id="coverage">
    <h2>Coverage</h2>
    <p>Each threat of the model, and what is known against it, as of ${matrix.asOf.slice(0, 10)}.</p>
    <p class="legend">${cellStates.map((state) => element`<span>${stateMark(state)} ${state}</span>`)}</p>
    ${matrix.rows.length === 0 ? element`<p>No threat was found in the manifest.</p>` : table(matrix)}
  </section>`;
}

function table(matrix: CoverageMatrix): Markup {
  return element`<div class="wide">
    <table class="matrix">
      <thead>
        <tr>
          <th scope="col">threat</th>
          <th scope="col">risk</th>
          ${columns.map((column) => element`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      ${[...Map.groupBy(matrix.rows, (row) => row.group)].map(
        ([group, rows]) =>
          element`<tbody>
            <tr class="group">
              <th colspan="6" scope="rowgroup">${group}</th>
            </tr>
            ${rows.map(row)}
          </tbody>`,
      )}
      <tfoot>
        ${cellStates.slice(0, 5).map(
          (state) =>
            element`<tr>
              <th scope="row" colspan="2">${state}</th>
              ${columns.map((column) => element`<td class="number">${matrix.totals[column][state]}</td>`)}
            </tr>`,
        )}
      </tfoot>
    </table>
  </div>`;
}

function row(item: CoverageRow): Markup {
  return element`<tr>
    <th scope="row"><code>${item.threat}</code> ${item.title}</th>
    <td class="band ${item.band}">${item.band}</td>
    ${columns.map((column) => cell(item.cells[column]))}
  </tr>`;
}

function cell(item: CoverageCell): Markup {
  const from = item.source === undefined || item.source === "bartizan" ? "" : ` · ${item.source}`;
  const date =
    item.at === undefined ? undefined : element`<span class="date">${item.at.slice(0, 10)}${from}</span>`;
  return element`<td title="${item.why}">
    ${stateMark(item.state)}
    <span class="word">${item.state === "none" ? "" : item.state}</span
    >${item.state === "none" ? element`<span class="for-readers">none</span>` : undefined}${date}
  </td>`;
}
