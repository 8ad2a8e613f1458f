import type { GuardAction, GuardOverview } from "../../../contracts/index.ts";
import { dateTime } from "../../words/date.ts";
import { actions, actionWord } from "../../words/guard.ts";
import { amount } from "../../words/rate.ts";
import { columnsOf, niceCeiling } from "./columns.ts";

const fill: Readonly<Record<GuardAction, string>> = {
  block: "fill-breached",
  "require-approval": "fill-unscored",
  rewrite: "fill-unscored",
  redact: "fill-unscored",
  allow: "fill-edge",
};
const width = 960;
const height = 130;
const left = 44;

/** Decisions over time, stacked by action; what acted stands at the bottom, where it is compared best. */
export function ActionSeries({ overview }: { readonly overview: GuardOverview }) {
  const { buckets, totals } = overview;
  const top = niceCeiling(
    Math.max(1, ...buckets.map(({ counts }) => actions.reduce((sum, action) => sum + counts[action], 0))),
  );
  const step = (width - left) / buckets.length;
  return (
    <figure>
      {/* Narrow screens scroll it: shrunk, its words could not be read. */}
      <div className="overflow-x-auto" role="region" aria-label="Picture of decisions over time" tabIndex={0}>
        <svg
          viewBox={`0 0 ${String(width)} ${String(height + 18)}`}
          className="block w-full min-w-[640px]"
          role="img"
          aria-label={`Decisions from ${dateTime(overview.from)} to ${dateTime(overview.asOf)}: ${actions.map((action) => `${amount(totals[action])} ${actionWord[action]}`).join(", ")}`}
        >
          {[0, 0.5, 1].map((share) => (
            <g key={share}>
              <line
                x1={left}
                x2={width}
                y1={height * (1 - share) + 1}
                y2={height * (1 - share) + 1}
                className="stroke-line"
              />
              <text
                x={left - 6}
                y={Math.max(10, height * (1 - share) + 4)}
                textAnchor="end"
                className="fill-muted text-2xs"
              >
                {Number.isInteger(top * share) ? amount(top * share) : ""}
              </text>
            </g>
          ))}
          {buckets.map((bucket, index) =>
            columnsOf(bucket.counts, top, height).map(({ action, y, tall }) => (
              <rect
                key={`${bucket.at} ${action}`}
                x={left + index * step + 1}
                y={y + 1}
                width={Math.max(1, step - 2)}
                height={tall}
                className={fill[action]}
              />
            )),
          )}
          {[0, 0.25, 0.5, 0.75].map((share) => {
            const bucket = buckets[Math.floor(share * buckets.length)];
            return (
              bucket !== undefined && (
                <text
                  key={share}
                  x={left + share * (width - left)}
                  y={height + 15}
                  className="fill-muted text-2xs"
                >
                  {dateTime(bucket.at).slice(5, 16)}
                </text>
              )
            );
          })}
        </svg>
      </div>
      <details className="mt-1 text-xs text-muted">
        <summary>As a table</summary>
        <div className="max-h-60 overflow-auto" role="region" aria-label="Decisions as a table" tabIndex={0}>
          <table className="mt-1 w-full max-w-[620px] border-collapse">
            <caption className="sr-only">Decisions by action over time</caption>
            <thead>
              <tr>
                <th scope="col">From</th>
                {actions.map((action) => (
                  <th key={action} scope="col" className="pl-3 text-right">
                    {actionWord[action]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {buckets
                .filter(({ counts }) => actions.some((action) => counts[action] > 0))
                .map(({ at, counts }) => (
                  <tr key={at}>
                    <td>{dateTime(at)}</td>
                    {actions.map((action) => (
                      <td key={action} className="pl-3 text-right">
                        {amount(counts[action])}
                      </td>
                    ))}
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
