import {
  areShares,
  axesOf,
  curveWords,
  guessingLine,
  place,
  shortNumber,
  valueText,
  type Curve,
} from "../../../report/curves/index.ts";

const width = 520;
const height = 260;
const left = 46;
const right = 12;
const top = 8;
const bottom = 40;

/**
 * A measured curve with its intervals as a band: accuracy over ε, a ROC curve on a logarithmic axis, bits of exposure.
 * Each point carries its figures, and the table behind it has them all.
 */
export function CurvePlot({ curve }: { readonly curve: Curve }) {
  const { x: xAxis, y: yAxis } = axesOf(curve);
  const { points } = curve;
  const share = areShares(points);
  const atX = (value: number): number => left + place(xAxis, value) * (width - left - right);
  const atY = (value: number): number => height - bottom - place(yAxis, value) * (height - top - bottom);
  const path = points.map(({ x, y }) => `${atX(x).toFixed(1)},${atY(y).toFixed(1)}`).join(" ");
  const band = [
    ...points.map(({ x, interval }) => [x, interval.high] as const),
    ...points.toReversed().map(({ x, interval }) => [x, interval.low] as const),
  ];
  const guess = guessingLine(curve);
  return (
    <figure className="max-w-[640px] min-w-0">
      <p className="text-2xs text-muted">{curve.yLabel}</p>
      <svg
        viewBox={`0 0 ${String(width)} ${String(height)}`}
        className="block w-full"
        role="img"
        aria-label={curveWords(curve)}
      >
        {yAxis.ticks.map(({ at, text }) => {
          const y = height - bottom - at * (height - top - bottom);
          return (
            <g key={text}>
              <line x1={left} x2={width - right} y1={y} y2={y} className="stroke-line" />
              <text x={left - 6} y={y + 4} textAnchor="end" className="fill-muted text-2xs">
                {text}
              </text>
            </g>
          );
        })}
        {xAxis.ticks.map(({ at, text }) => {
          const x = left + at * (width - left - right);
          return (
            <g key={text}>
              <line x1={x} x2={x} y1={height - bottom} y2={height - bottom + 4} className="stroke-edge" />
              <text x={x} y={height - bottom + 16} textAnchor="middle" className="fill-muted text-2xs">
                {text}
              </text>
            </g>
          );
        })}
        {points.length > 1 && (
          <polygon
            points={band.map(([x, y]) => `${atX(x).toFixed(1)},${atY(y).toFixed(1)}`).join(" ")}
            className="fill-accent opacity-15"
          />
        )}
        {guess.length > 0 && (
          <polyline
            points={guess
              .map(
                ([x, y]) =>
                  `${(left + x * (width - left - right)).toFixed(1)},${(height - bottom - y * (height - top - bottom)).toFixed(1)}`,
              )
              .join(" ")}
            fill="none"
            strokeDasharray="4 3"
            className="stroke-faint"
          >
            <title>What guessing gives</title>
          </polyline>
        )}
        <polyline points={path} fill="none" strokeWidth="2" className="stroke-accent" />
        {points.map((point) => (
          <g key={point.x} className="fill-accent stroke-accent">
            <line
              x1={atX(point.x)}
              x2={atX(point.x)}
              y1={atY(point.interval.low)}
              y2={atY(point.interval.high)}
              strokeWidth="1"
            />
            <circle cx={atX(point.x)} cy={atY(point.y)} r={points.length > 40 ? 1.5 : 3.5}>
              <title>{`${shortNumber(point.x)}: ${valueText(point, share)}, n = ${String(point.n)}`}</title>
            </circle>
          </g>
        ))}
        <text
          x={left + (width - left - right) / 2}
          y={height - 6}
          textAnchor="middle"
          className="fill-ink text-xs"
        >
          {curve.xLabel}
        </text>
      </svg>
      <figcaption className="sr-only">{curve.title}</figcaption>
      {guess.length > 0 && <p className="text-2xs text-muted">Dashed: what guessing gives.</p>}
      <details className="mt-1 text-xs text-muted">
        <summary>As a table</summary>
        <div
          className="max-h-60 overflow-auto"
          role="region"
          aria-label={`${curve.title} as a table`}
          tabIndex={0}
        >
          <table className="mt-1 border-collapse">
            <caption className="sr-only">{curve.title}</caption>
            <thead>
              <tr>
                <th scope="col" className="text-left">
                  {curve.xLabel}
                </th>
                <th scope="col" className="pl-6 text-left">
                  {curve.yLabel}
                </th>
                <th scope="col" className="pl-6 text-right">
                  n
                </th>
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.x}>
                  <th scope="row" className="text-left font-normal">
                    {shortNumber(point.x)}
                  </th>
                  <td className="pl-6">{valueText(point, share)}</td>
                  <td className="pl-6 text-right">{point.n}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
