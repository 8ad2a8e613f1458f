import type { CheckResult, RateEstimate, Uplift } from "../../contracts/index.ts";
import { percent } from "../../stats/index.ts";
import { plotAxis } from "../axis.ts";
import { points, shareWithInterval } from "../wording.ts";
import { element, type Markup } from "./markup.ts";

const labelEnd = 150;
const plotStart = 162;
const plotEnd = 560;
const pageEnd = 720;
const rowHeight = 26;

/** One line of a plot; positions are shares of the axis, 0 to 1. */
interface Row {
  readonly label: string;
  readonly numbers: string;
  readonly n: number;
  readonly low: number;
  readonly point: number;
  readonly high: number;
  readonly limit?: number;
  readonly over?: boolean;
}

interface Axis {
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** A rule over the whole height, such as "no difference". */
  readonly zero?: number;
}

/**
 * Attacks, bare intents and, right under them, the benign twins, on one axis: point, interval, n, and the tolerance
 * as a dashed line where there is one.
 */
export function ratePlot(result: CheckResult): Markup {
  const { attack, baseline, refused, gate } = result;
  const end = plotAxis([attack, baseline, refused], Math.max(gate?.atMost ?? 0, gate?.refusedAtMost ?? 0));
  const rows = [
    rateRow("attacks breached", attack, end, gate?.atMost),
    rateRow("bare intents breached", baseline, end, gate?.atMost),
    rateRow("benign twins refused", refused, end, gate?.refusedAtMost),
  ];
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: percent(at * end) }));
  return plot(rows, { ticks }, `Rates of ${result.check} on ${result.target}`);
}

function rateRow(label: string, estimate: RateEstimate, end: number, limit?: number): Row {
  const { interval, n, point } = estimate;
  return {
    label,
    n,
    numbers: shareWithInterval(estimate),
    low: interval.low / end,
    point: point / end,
    high: Math.min(1, interval.high / end),
    ...(limit === undefined ? {} : { limit: limit / end, over: interval.low > limit }),
  };
}

/** What each technique adds to the bare intent, in percentage points, strongest first. */
export function upliftPlot(uplift: readonly Uplift[], title: string): Markup {
  const rows = uplift.toSorted((a, b) => b.difference - a.difference);
  const span = Math.max(...rows.flatMap(({ interval }) => [-interval.low, interval.high]), 0.05);
  const end = Math.min(1, Math.ceil(span * 10) / 10);
  const low = rows.some(({ interval }) => interval.low < 0) ? -end : 0;
  const at = (value: number): number => Math.min(1, Math.max(0, (value - low) / (end - low)));
  const drawn = rows.map(({ technique, difference, interval, attack }) => ({
    label: technique,
    n: attack.n,
    numbers: `${points(difference)} points (${points(interval.low, "down")} to ${points(interval.high, "up")} at ${percent(interval.confidence)})`,
    low: at(interval.low),
    point: at(difference),
    high: at(interval.high),
  }));
  const ticks = [low, low / 2 + end / 2, end].map((value) => ({ at: at(value), text: points(value) }));
  return plot(drawn, { ticks, zero: at(0) }, title);
}

function plot(rows: readonly Row[], axis: Axis, title: string): Markup {
  const height = rows.length * rowHeight + 24;
  const floor = height - 20;
  const spoken = rows.map(({ label, numbers, n }) => `${label}: ${numbers}, n = ${n}`).join("; ");
  return element`<div class="wide" tabindex="0" role="group" aria-label="Plot of ${title}">
      <svg class="plot" viewBox="0 0 ${pageEnd} ${height}" role="img" aria-label="${title}. ${spoken}">
        ${axis.ticks.map(({ at, text }) => [
          line("grid", x(at), 2, x(at), floor),
          label("tick", x(at), height - 6, text),
        ])}
        ${axis.zero === undefined ? undefined : line("zero", x(axis.zero), 2, x(axis.zero), floor)}
        ${rows.map(plotRow)}
      </svg>
    </div>
    ${numbersTable(rows)}`;
}

/** Every plot has its numbers behind it, for those who read and those who listen. */
function numbersTable(rows: readonly Row[]): Markup {
  return element`<details class="numbers">
    <summary>the numbers</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">what</th>
          <th scope="col">rate and interval</th>
          <th scope="col">n</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            element`<tr>
              <th scope="row">${row.label}</th>
              <td>${row.numbers}</td>
              <td class="number">${row.n}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

/** As many characters as fit before the plot; the table has the whole name. */
const longestLabel = 23;

function plotRow(row: Row, index: number): Markup {
  const y = index * rowHeight + 15;
  const name = row.label.length > longestLabel ? `${row.label.slice(0, longestLabel - 1)}…` : row.label;
  const words = [label("label", labelEnd, y + 4, name), label("count", plotEnd + 14, y + 4, `n = ${row.n}`)];
  if (row.n === 0) return element`${words}${label("tick start", plotStart, y + 4, "no case scored")}`;
  const [low, point, high] = [x(row.low), x(row.point), x(row.high)];
  const gated = row.limit !== undefined && row.limit <= 1;
  return element`${words} ${gated && line("limit", x(row.limit ?? 0), y - 12, x(row.limit ?? 0), y + 12)}
    <g class="${row.over === true ? "over" : "within"}">
      ${line("whisker", low, y, high, y)} ${line("whisker", low, y - 5, low, y + 5)}
      ${line("whisker", high, y - 5, high, y + 5)}
      <circle class="dot" cx="${point}" cy="${y}" r="4.5" />
    </g>`;
}

const line = (kind: string, x1: number, y1: number, x2: number, y2: number): Markup =>
  element`<line class="${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" />`;

const label = (kind: string, at: number, y: number, text: string): Markup =>
  element`<text class="${kind}" x="${at}" y="${y}">${text}</text>`;

const x = (share: number): number => Math.round((plotStart + share * (plotEnd - plotStart)) * 10) / 10;
