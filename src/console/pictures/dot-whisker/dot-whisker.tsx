import { Go } from "../../frame/go.tsx";
import { position, type Scale } from "./scale.ts";

export interface WhiskerRow {
  readonly id: string;
  readonly label: string;
  /** What was measured: "12 of 330". */
  readonly n: string;
  readonly point: number;
  readonly low: number;
  readonly high: number;
  /** The tolerance, drawn as a line; absent where nothing is gated. */
  readonly tolerance?: number;
  readonly state: "breached" | "held" | "unscored" | "neutral";
  /** Nothing measured yet: the row says so, and draws no dot. */
  readonly empty?: boolean;
  /** The whole row in words, figures with interval and confidence. */
  readonly words: string;
  readonly figure: string;
  /** The run behind the row, where a row is a run. */
  readonly run?: string;
}

const colour = {
  breached: "text-breached",
  held: "text-held",
  unscored: "text-unscored",
  neutral: "text-ink",
} as const;

/**
 * Rates as dots with their intervals on one axis; the tolerance is a dashed line. It is a table for
 * those who do not see it: every row carries its figures in words.
 */
export function DotWhisker({
  rows,
  scale,
  format,
  caption,
}: {
  readonly rows: readonly WhiskerRow[];
  readonly scale: Scale;
  readonly format: (value: number) => string;
  readonly caption: string;
}) {
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">What</th>
          <th scope="col">Interval</th>
          <th scope="col">Figures</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="w-[186px] py-1 pr-3 align-middle font-normal">
              <span className="block truncate" title={row.label}>
                {row.run === undefined ? (
                  row.label
                ) : (
                  <Go to="/assess/runs/$run" params={{ run: row.run }} className="link">
                    {row.label}
                  </Go>
                )}
              </span>
              <span className="block text-2xs text-muted">n = {row.n}</span>
            </th>
            <td className="py-1 align-middle">
              <Whisker row={row} scale={scale} />
            </td>
            <td className="w-[210px] py-1 pl-4 align-middle text-xs whitespace-nowrap">{row.figure}</td>
          </tr>
        ))}
      </tbody>
      <tfoot aria-hidden="true">
        <tr>
          <td />
          <td>
            <Axis scale={scale} format={format} />
          </td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

function Whisker({ row, scale }: { readonly row: WhiskerRow; readonly scale: Scale }) {
  const at = (value: number): string => `${String(position(scale, value))}%`;
  const zero = scale.from < 0;
  return (
    <svg
      role="img"
      aria-label={row.words}
      width="100%"
      height="24"
      className={`block overflow-visible ${colour[row.state]}`}
    >
      <line x1="0" x2="100%" y1="12" y2="12" className="stroke-line" />
      {zero && <line x1={at(0)} x2={at(0)} y1="0" y2="24" className="stroke-edge" />}
      {row.tolerance !== undefined && (
        <line
          x1={at(row.tolerance)}
          x2={at(row.tolerance)}
          y1="0"
          y2="24"
          className="stroke-ink"
          strokeWidth="1.5"
          strokeDasharray="3 2"
        />
      )}
      {row.empty !== true && (
        <>
          <line x1={at(row.low)} x2={at(row.high)} y1="12" y2="12" stroke="currentColor" strokeWidth="2" />
          <line x1={at(row.low)} x2={at(row.low)} y1="7.5" y2="16.5" stroke="currentColor" strokeWidth="2" />
          <line
            x1={at(row.high)}
            x2={at(row.high)}
            y1="7.5"
            y2="16.5"
            stroke="currentColor"
            strokeWidth="2"
          />
          <circle cx={at(row.point)} cy="12" r="4.5" fill="currentColor" />
        </>
      )}
    </svg>
  );
}

function Axis({ scale, format }: { readonly scale: Scale; readonly format: (value: number) => string }) {
  return (
    <svg width="100%" height="20" className="block overflow-visible text-muted">
      {scale.ticks.map((tick) => {
        const x = `${String(position(scale, tick))}%`;
        return (
          <g key={tick}>
            <line x1={x} x2={x} y1="0" y2="4" className="stroke-edge" />
            <text x={x} y="16" textAnchor="middle" fontSize="11" fill="currentColor">
              {format(tick)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
