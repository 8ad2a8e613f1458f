import type { CheckResult, Comparison, RunReport } from "../../contracts/index.ts";
import { percent } from "../../stats/index.ts";
import { minute, points } from "../wording.ts";
import { ratePlot, upliftPlot } from "./interval-plot.ts";
import { element, type Markup } from "./markup.ts";
import { verdictMark } from "./marks.ts";

export function checksSection(report: RunReport): Markup {
  if (report.results.length === 0)
    return element`<section id="checks">
      <h2>Checks</h2>
      <p>No check was run.</p>
    </section>`;
  return element`<section id="checks">
    <h2>Checks</h2>
    ${report.results.map(check)}
  </section>`;
}

/** The anchor of a check's article, so that the matrix can point at it. */
export const checkAnchor = (check: string, target: string): string =>
  `check-${check}-${target}`.replaceAll(/[^\w-]+/g, "-");

function check(result: CheckResult): Markup {
  const { verdict, gate } = result;
  return element`<article class="check ${verdict.kind}" id="${checkAnchor(result.check, result.target)}">
    <h3>
      ${verdictMark(verdict.kind)} ${result.title}
      <span class="where">${result.check} on ${result.target}</span>
    </h3>
    <p class="sentence">${verdict.sentence}</p>
    ${ratePlot(result)}
    ${
      result.uplift.length === 0
        ? undefined
        : element`<h4>What each technique adds to the bare intent, in percentage points</h4>
            ${upliftPlot(result.uplift, `Uplift of ${result.check} on ${result.target}`)}`
    }
    <dl class="facts">
      ${fact("Gate", gate === undefined ? "none was set" : gateWords(gate))}
      ${fact("Cases", `${result.attack.n} of ${result.attack.planned} planned${result.stoppedEarly === undefined ? "" : `; stopped: ${result.stoppedEarly.why}`}`)}
      ${fact("Corpus", corpusWords(result))} ${fact("Not scored", unscoredWords(result))}
      ${result.leftOut.map(({ reason, cases }) => fact("Left out", `${cases} cases: ${reason}`))}
      ${fact("Method", `${result.attack.interval.method}, ${result.attack.interval.anytime ? "valid at any stopping time" : "valid at this number of cases only"}`)}
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

function gateWords(gate: NonNullable<CheckResult["gate"]>): string {
  const refusals =
    gate.refusedAtMost === undefined
      ? ""
      : `; at most ${percent(gate.refusedAtMost)} of benign twins refused`;
  return `at most ${percent(gate.atMost)} at ${percent(gate.confidence)}${refusals}; at most ${percent(gate.unscoredAtMost)} not scored`;
}

function corpusWords({ attack: { corpus } }: CheckResult): string {
  return `${corpus.pack} ${corpus.version}, ${corpus.cases} cases, digest ${corpus.digest.slice(0, 12)}`;
}

function unscoredWords({ unscored }: CheckResult): string {
  const reasons = Object.entries(unscored.byReason).map(([reason, count]) => `${count} ${reason}`);
  return `${percent(unscored.share)} of the trials${reasons.length === 0 ? "" : `: ${reasons.join(", ")}`}`;
}

export function comparisonsSection(comparisons: readonly Comparison[]): Markup | undefined {
  if (comparisons.length === 0) return undefined;
  return element`<section id="comparison">
    <h2>Against the baseline run</h2>
    <div class="wide" tabindex="0" role="group" aria-label="Comparison">
      <table>
        <thead>
          <tr>
            ${["check", "answer", "pairs", "broke", "mended", "change in points", "exact p"].map((name) => element`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${comparisons.map(comparison)}
        </tbody>
      </table>
    </div>
    ${comparisons.map(({ sentence }) => element`<p>${sentence}</p>`)}
  </section>`;
}

function comparison(item: Comparison): Markup {
  const { interval } = item;
  return element`<tr>
    <th scope="row">${item.check} on ${item.target}</th>
    <td><strong>${item.verdict}</strong></td>
    <td class="number">${item.pairs}</td>
    <td class="number">${item.broke}</td>
    <td class="number">${item.mended}</td>
    <td>
      ${points(item.difference)} (${points(interval.low, "down")} to ${points(interval.high, "up")} at
      ${percent(interval.confidence)})
    </td>
    <td class="number">${item.pValue < 0.0001 ? "< 0.0001" : item.pValue.toFixed(4)}</td>
  </tr>`;
}
