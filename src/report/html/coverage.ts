import type { CoverageCell, CoverageMatrix, CoverageRow, RunReport } from "../../contracts/index.ts";
import { cellStates, columns } from "../wording.ts";
import { checkAnchor } from "./checks.ts";
import { element, type Markup } from "./markup.ts";
import { stateMark } from "./marks.ts";

export function coverageSection({ coverage: matrix, run }: RunReport): Markup {
  return element`<section id="coverage">
    <h2>Coverage</h2>
    <p>Each threat of the model, and what is known against it, as of ${matrix.asOf.slice(0, 10)}.</p>
    <p class="legend">${cellStates.map((state) => element`<span>${stateMark(state)} ${state}</span>`)}</p>
    ${matrix.rows.length === 0 ? element`<p>No threat was found in the manifest.</p>` : table(matrix, run.id)}
  </section>`;
}

function table(matrix: CoverageMatrix, run: string): Markup {
  return element`<div class="wide" tabindex="0" role="group" aria-label="Coverage matrix">
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
            ${rows.map((item) => row(item, run))}
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

function row(item: CoverageRow, run: string): Markup {
  return element`<tr>
    <th scope="row"><code>${item.threat}</code> ${item.title}</th>
    <td class="band ${item.band}">${item.band}</td>
    ${columns.map((column) => cell(item.cells[column], run))}
  </tr>`;
}

/** The word of a cell leads to the check behind it, where that is in this report. */
function cell(item: CoverageCell, run: string): Markup {
  const from = item.source === undefined || item.source === "bartizan" ? "" : ` · ${item.source}`;
  const date =
    item.at === undefined ? undefined : element`<span class="date">${item.at.slice(0, 10)}${from}</span>`;
  return element`<td title="${item.why}">${stateMark(item.state)} ${word(item, run)}${date}</td>`;
}

function word({ state, links }: CoverageCell, run: string): Markup {
  if (state === "none") return element`<span class="for-readers">none</span>`;
  const own = links.find((link) => link.run === run);
  if (own === undefined) return element`<span class="word">${state}</span>`;
  return element`<a class="word" href="#${checkAnchor(own.check, own.target)}">${state}</a>`;
}
