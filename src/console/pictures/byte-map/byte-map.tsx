import { useId } from "react";
import type { ArtifactReport } from "../../../contracts/index.ts";
import { byteMap, size } from "../../../report/scan/words/index.ts";
import { amount } from "../../words/rate.ts";

const fills = [
  "fill-part-0",
  "fill-part-1",
  "fill-part-2",
  "fill-part-3",
  "fill-part-4",
  "fill-part-5",
  "fill-part-6",
] as const;
const wide = 1000;
const high = 26;
const leastWide = 1.5;
const mostRows = 100;
const leastMarked = 6;
const mostMarked = 500;

/** What each byte of a file is: a bar from the first to the last, its legend, and the parts as a table. */
export function ByteMapPicture({ report }: { readonly report: ArtifactReport }) {
  const hatch = useId();
  if (report.bytes === 0 || report.regions.length === 0) return undefined;
  const { kinds, regions, unclaimed } = byteMap(report);
  const x = (byte: number): number => (byte / report.bytes) * wide;
  const said = `${amount(report.bytesExamined)} of ${amount(report.bytes)} bytes are explained`;
  return (
    <figure className="my-2">
      <svg
        viewBox={`0 0 ${String(wide)} ${String(high)}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Byte map: ${said}`}
        className="block h-[26px] w-full border border-edge"
      >
        <Hatch id={hatch} />
        {regions.map(({ start, end, what, kind }) => (
          <rect
            key={`${String(start)} ${String(end)} ${what}`}
            x={x(start)}
            y={0}
            width={Math.max(leastWide, x(end) - x(start))}
            height={high}
            className={`stroke-surface ${fills[kind] ?? ""}`}
            strokeWidth={1}
            vectorEffect="non-scaling-stroke"
            {...(kind < 0 ? { fill: `url(#${hatch})` } : {})}
          >
            <title>{`${String(start)} to ${String(end)}: ${what}`}</title>
          </rect>
        ))}
      </svg>
      <Found report={report} x={x} />
      <figcaption className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-muted">
        {kinds.map(({ name, bytes }, i) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden>
              <rect width="10" height="10" className={fills[i] ?? ""} />
            </svg>
            {name} {size(bytes)}
          </span>
        ))}
        {unclaimed > 0 && (
          <span className="inline-flex items-center gap-1.5">
            <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden>
              <rect width="10" height="10" fill={`url(#${hatch})`} className="stroke-breached" />
            </svg>
            claimed by nothing {size(unclaimed)}
          </span>
        )}
        {placesIn(report).length > 0 && (
          <span className="inline-flex items-center gap-1.5">
            <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden>
              <path d="M1 9 5 2 9 9Z" className="fill-breached" />
            </svg>
            something was found here
          </span>
        )}
      </figcaption>
      <details className="mt-1 text-xs">
        <summary className="text-muted">{said}: the parts</summary>
        <div
          className="max-h-64 overflow-auto"
          tabIndex={0}
          role="group"
          aria-label={`Parts of ${report.path}`}
        >
          <table className="mt-1 border-collapse">
            <thead>
              <tr className="text-muted">
                <th className="pr-4 text-right">from</th>
                <th className="pr-4 text-right">to</th>
                <th>what</th>
              </tr>
            </thead>
            <tbody>
              {regions.slice(0, mostRows).map(({ start, end, what }) => (
                <tr key={`${String(start)} ${String(end)} ${what}`}>
                  <td className="pr-4 text-right">{amount(start)}</td>
                  <td className="pr-4 text-right">{amount(end)}</td>
                  <td className="[overflow-wrap:anywhere]">{what}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {regions.length > mostRows && <p>… {amount(regions.length - mostRows)} more parts</p>}
      </details>
    </figure>
  );
}

/** The bytes that findings speak of. */
const placesIn = ({ findings, bytes }: ArtifactReport): readonly (readonly [number, number])[] =>
  findings.flatMap(({ place, effect, suppressed }) =>
    place.bytes === undefined || place.bytes[0] >= bytes || effect === "note" || suppressed !== undefined
      ? []
      : [place.bytes],
  );

/** Under the bar, what was found where: each finding a line as long as its bytes, drawn no smaller than can be seen. */
function Found({ report, x }: { readonly report: ArtifactReport; readonly x: (byte: number) => number }) {
  const places = placesIn(report);
  if (places.length === 0) return undefined;
  return (
    <svg
      viewBox={`0 0 ${String(wide)} 5`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Where something was found: ${places
        .slice(0, mostRows)
        .map(([start, end]) => `${amount(start)} to ${amount(end)}`)
        .join("; ")}`}
      className="mt-0.5 block h-[5px] w-full"
    >
      {places.slice(0, mostMarked).map(([start, end], index) => {
        const from = Math.min(x(start), wide - leastMarked);
        return (
          <rect
            // Two findings may speak of the same bytes.
            // oxlint-disable-next-line react/no-array-index-key
            key={`${String(start)} ${String(end)} ${String(index)}`}
            x={from}
            y={0}
            width={Math.max(leastMarked, Math.min(wide, x(end)) - from)}
            height={5}
            className="fill-breached"
          />
        );
      })}
    </svg>
  );
}

function Hatch({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M0 6 6 0M-1 1 1-1M5 7 7 5" className="stroke-breached" strokeWidth="1.2" fill="none" />
      </pattern>
    </defs>
  );
}
