import type { ModelExample, ModelMeasure, ModelResult } from "../../contracts/index.ts";
import { percent } from "../../stats/index.ts";
import { shortNumber } from "../curves/index.ts";
import { examplesWords, measureWords, minute, outcomesWords } from "../wording.ts";
import { checkAnchor } from "./checks.ts";
import { curvePlot } from "./curve-plot.ts";
import { exampleRows } from "./example-rows.ts";
import { element, type Markup } from "./markup.ts";
import { verdictMark } from "./marks.ts";

/** Checks on predicting models: what was measured, and the rows that show it. */
export function modelsSection(models: readonly ModelResult[] | undefined): Markup | undefined {
  if (models === undefined || models.length === 0) return undefined;
  return element`<section id="models">
    <h2>Models</h2>
    ${models.map(article)}
  </section>`;
}

function article(result: ModelResult): Markup {
  const { verdict, gate, units, examples } = result;
  return element`<article class="check ${verdict.kind}" id="${checkAnchor(result.check, result.target)}">
    <h3>
      ${verdictMark(verdict.kind)} ${result.title}
      <span class="where">${result.check} on ${result.target}</span>
    </h3>
    <p class="sentence">${verdict.sentence}</p>
    <p>${result.about}</p>
    ${result.measures.map(measure)} ${examples.length === 0 ? undefined : examplesTable(result)}
    ${result.caveats.length === 0 ? undefined : element`<ul class="caveats">${result.caveats.map((caveat) => element`<li>${caveat}</li>`)}</ul>`}
    <dl class="facts">
      ${fact("Gate", gate === undefined ? "none was set" : `at most ${percent(gate.atMost)} at ${percent(gate.confidence)}; at most ${percent(gate.unscoredAtMost)} not examined`)}
      ${fact("Examined", `${units.examined} of ${units.planned}: ${outcomesWords(result)}`)}
      ${fact("Queries", `${result.queries} rows asked for`)}
      ${result.model === undefined ? undefined : fact("Model", result.model)}
      ${result.leftOut.map(({ reason, units: count }) => fact("Left out", `${count}: ${reason}`))}
      ${fact("Decided", `${minute(result.decidedAt)}, ledger entry ${result.entry}`)}
      ${result.references.length === 0 ? undefined : fact("References", result.references.join(", "))}
    </dl>
  </article>`;
}

const fact = (name: string, value: string): Markup =>
  element`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

const measure = (item: ModelMeasure): Markup =>
  item.kind === "curve" ? curvePlot(item) : element`<p>${measureWords(item)}</p>`;

function examplesTable(result: ModelResult): Markup {
  return element`<h4>${examplesWords(result)}</h4>
    <div class="wide" tabindex="0" role="group" aria-label="Examples of ${result.check} on ${result.target}">
      <table>
        <thead>
          <tr>
            ${["row", "is", "before", "after"].map((name) => element`<th scope="col">${name}</th>`)}
            ${["largest change", "queries", "entry"].map((name) => element`<th scope="col" class="number">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${result.examples.map((example) => exampleLine(example, result))}
        </tbody>
      </table>
    </div>`;
}

function exampleLine(example: ModelExample, { input }: ModelResult): Markup {
  const change = example.distances?.["linf"];
  const rows = exampleRows(example, input);
  return element`<tr>
      <th scope="row">${example.unit}</th>
      <td>${example.label ?? ""}</td>
      <td>${example.before ?? ""}</td>
      <td>${example.after ?? (example.outcome === "success" ? "" : (example.note ?? example.outcome))}</td>
      <td class="number">${change === undefined ? "" : shortNumber(change)}</td>
      <td class="number">${example.queries}</td>
      <td class="number">${example.entry}</td>
    </tr>
    ${rows === undefined ? undefined : element`<tr><td colspan="7">${rows}</td></tr>`}`;
}
