import type { CurvePoint } from "../../contracts/index.ts";
import { areShares, axesOf, curveWords, place, shortNumber, valueText, type Curve } from "../curves/index.ts";
import { element, type Markup } from "./markup.ts";

const left = 70;
const right = 680;
const top = 12;
const floor = 212;
const height = 256;

/** A curve with its band of intervals, as a picture that needs no script; its numbers stand under it. */
export function curvePlot(curve: Curve): Markup {
  const axes = axesOf(curve);
  const x = (value: number): number => at(left, right, place(axes.x, value));
  const y = (value: number): number => at(floor, top, place(axes.y, value));
  const middle = curve.points.map((point) => `${x(point.x)},${y(point.y)}`).join(" ");
  const band = [
    ...curve.points.map((point) => `${x(point.x)},${y(point.interval.high)}`),
    ...curve.points.toReversed().map((point) => `${x(point.x)},${y(point.interval.low)}`),
  ].join(" ");
  return element`<h4>${curve.title}</h4>
    <div class="wide" tabindex="0" role="group" aria-label="Plot of ${curve.title}">
      <svg class="plot curve" viewBox="0 0 720 ${height}" role="img" aria-label="${curveWords(curve)}">
        ${axes.y.ticks.map(
          (tick) =>
            element`<line class="grid" x1="${left}" y1="${at(floor, top, tick.at)}" x2="${right}" y2="${at(floor, top, tick.at)}" /><text class="label quiet" x="${left - 8}" y="${at(floor, top, tick.at) + 4}">${tick.text}</text>`,
        )}
        ${axes.x.ticks.map(
          (tick) =>
            element`<line class="grid" x1="${at(left, right, tick.at)}" y1="${floor}" x2="${at(left, right, tick.at)}" y2="${floor + 4}" /><text class="tick" x="${at(left, right, tick.at)}" y="${floor + 18}">${tick.text}</text>`,
        )}
        <text class="tick" x="${(left + right) / 2}" y="${height - 6}">${curve.xLabel}${curve.logX === true ? ", logarithmic" : ""}</text>
        <polygon class="band" points="${band}" />
        <polyline class="line" points="${middle}" />
        ${curve.points.length > 60 ? undefined : curve.points.map((point) => element`<circle class="dot" cx="${x(point.x)}" cy="${y(point.y)}" r="3" />`)}
      </svg>
    </div>
    <p class="quiet">Up: ${curve.yLabel}${curve.logY === true ? ", logarithmic" : ""}. The band is the interval of each point.</p>
    ${numbers(curve)}`;
}

const at = (from: number, to: number, share: number): number =>
  Math.round((from + share * (to - from)) * 10) / 10;

/** Of a curve of a thousand points, as many as a person reads. */
const rowsShown = 24;

function numbers(curve: Curve): Markup {
  const share = areShares(curve.points);
  const every = Math.ceil(curve.points.length / rowsShown);
  const shown = curve.points.filter((_, i) => i % every === 0 || i === curve.points.length - 1);
  return element`<details class="numbers">
    <summary>the numbers</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">${curve.xLabel}</th>
          <th scope="col">${curve.yLabel}</th>
          <th scope="col">n</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map((point) => row(point, share))}
      </tbody>
    </table>
  </details>`;
}

const row = (point: CurvePoint, share: boolean): Markup =>
  element`<tr>
    <th scope="row">${shortNumber(point.x)}</th>
    <td>${valueText(point, share)}</td>
    <td class="number">${point.n}</td>
  </tr>`;
