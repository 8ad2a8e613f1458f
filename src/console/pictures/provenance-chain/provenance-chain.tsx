import { useRef, type KeyboardEvent } from "react";
import type { ChainLink, LinkState, ProvenanceChain } from "../../../contracts/index.ts";
import { CoverageMark } from "../coverage-mark/coverage-mark.tsx";
import { box, layoutOf, lineBetween, type PlacedLink } from "./layout.ts";
import { boxLines, chainSentence, kindWords, linkWords, stateMarks, stateWords } from "./words.ts";

const lineLooks: Readonly<Record<LinkState, string>> = {
  matches: "stroke-held",
  differs: "stroke-breached",
  "not-recorded": "stroke-edge",
  "not-checked": "stroke-unscored",
};
const dashes: Readonly<Record<LinkState, string | undefined>> = {
  matches: undefined,
  differs: undefined,
  "not-recorded": "2 4",
  "not-checked": "7 4",
};

/**
 * What a model was made from, the model, and what others say of it: each with how its digest stands. One stop of
 * Tab; arrow keys move from link to link, Enter chooses one. Beneath it the same as a table.
 */
export function ProvenanceChainPicture({
  chain,
  chosen,
  onChoose,
}: {
  readonly chain: ProvenanceChain;
  readonly chosen: string | undefined;
  readonly onChoose: (link: string) => void;
}) {
  const picture = useRef<SVGSVGElement>(null);
  const { width, height, placed } = layoutOf(chain.links);
  const middle = placed.find(({ link }) => link.kind === "artifact");
  const stop = placed.find(({ link }) => link.id === chosen) ?? middle ?? placed[0];
  const move = (event: KeyboardEvent, from: PlacedLink): void => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onChoose(from.link.id);
      return;
    }
    const to = neighbour(placed, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    picture.current?.querySelector<SVGElement>(`[data-link="${String(placed.indexOf(to))}"]`)?.focus();
  };
  return (
    <figure>
      <div className="overflow-x-auto p-1">
        <svg
          ref={picture}
          viewBox={`-3 -3 ${String(width + 6)} ${String(height + 6)}`}
          role="group"
          aria-label={`Provenance of ${chain.subject}. ${chainSentence(chain)}`}
          className="block w-full max-w-[1040px] min-w-[820px]"
        >
          {middle !== undefined &&
            placed.map((own) =>
              own === middle ? undefined : (
                <path
                  key={own.link.id}
                  d={own.x < middle.x ? lineBetween(own, middle) : lineBetween(middle, own)}
                  fill="none"
                  className={lineLooks[own.link.state]}
                  strokeWidth={own.link.state === "differs" ? 2.2 : 1.4}
                  strokeDasharray={dashes[own.link.state]}
                />
              ),
            )}
          {placed.map((own, index) => (
            <LinkBox
              key={own.link.id}
              own={own}
              index={index}
              chosen={own.link.id === chosen}
              stop={own === stop}
              onChoose={() => onChoose(own.link.id)}
              onKeyDown={(event) => move(event, own)}
            />
          ))}
        </svg>
      </div>
      <figcaption className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
        {(Object.keys(stateWords) as LinkState[]).map((state) => (
          <span key={state} className="inline-flex items-center gap-1.5">
            <CoverageMark state={stateMarks[state]} size={14} /> {stateWords[state]}
          </span>
        ))}
        <span>Arrow keys move, Enter chooses.</span>
      </figcaption>
      <ChainTable chain={chain} />
    </figure>
  );
}

function LinkBox({
  own: { link, x, y },
  index,
  chosen,
  stop,
  onChoose,
  onKeyDown,
}: {
  readonly own: PlacedLink;
  readonly index: number;
  readonly chosen: boolean;
  readonly stop: boolean;
  readonly onChoose: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { kind, state } = link;
  const [first, second] = boxLines(link);
  return (
    <g
      role="button"
      data-link={index}
      tabIndex={stop ? 0 : -1}
      aria-pressed={chosen}
      aria-label={linkWords(link)}
      onClick={onChoose}
      onKeyDown={onKeyDown}
      transform={`translate(${String(x)} ${String(y)})`}
      className="group cursor-pointer outline-none"
    >
      <rect
        width={box.width}
        height={box.height}
        rx={5}
        className={`${chosen ? "fill-chosen" : "fill-surface"} ${lineLooks[state]} group-focus-visible:stroke-accent group-focus-visible:[stroke-dasharray:none] group-focus-visible:[stroke-width:3]`}
        strokeWidth={kind === "artifact" || state === "differs" ? 2.2 : 1.2}
        strokeDasharray={dashes[state]}
      />
      <g transform={`translate(11 ${String(box.height / 2 - 8)})`}>
        <CoverageMark state={stateMarks[state]} />
      </g>
      <text x={38} y={20} className="fill-ink text-[13px] font-medium">
        {`${first} `}
      </text>
      <text x={38} y={37} className="fill-muted text-[11.5px]">
        {second}
      </text>
    </g>
  );
}

/** Up and down within a column, left and right to the nearest of the next one. */
function neighbour(placed: readonly PlacedLink[], from: PlacedLink, key: string): PlacedLink | undefined {
  const nearest = (all: readonly PlacedLink[], away: (other: PlacedLink) => number) =>
    all.toSorted((a, b) => away(a) - away(b))[0];
  const byHeight = ({ y }: PlacedLink): number => Math.abs(y - from.y);
  const byColumn = ({ x, y }: PlacedLink): number => Math.abs(x - from.x) * 1000 + Math.abs(y - from.y);
  switch (key) {
    case "ArrowUp":
      return nearest(
        placed.filter(({ x, y }) => x === from.x && y < from.y),
        byHeight,
      );
    case "ArrowDown":
      return nearest(
        placed.filter(({ x, y }) => x === from.x && y > from.y),
        byHeight,
      );
    case "ArrowLeft":
      return nearest(
        placed.filter(({ x }) => x < from.x),
        byColumn,
      );
    case "ArrowRight":
      return nearest(
        placed.filter(({ x }) => x > from.x),
        byColumn,
      );
    default:
      return undefined;
  }
}

function ChainTable({ chain }: { readonly chain: ProvenanceChain }) {
  const row = ({ id, kind, name, state, why }: ChainLink) => (
    <tr key={id} className="border-b border-line align-top">
      <td className="py-1 pr-4 whitespace-nowrap">{kindWords[kind]}</td>
      <td className="py-1 pr-4 [overflow-wrap:anywhere]">{name === kindWords[kind] ? "" : name}</td>
      <td className="py-1 pr-4 whitespace-nowrap">{stateWords[state]}</td>
      <td className="py-1">{why}</td>
    </tr>
  );
  return (
    <details className="mt-1 text-xs">
      <summary className="text-muted">As a table</summary>
      <div
        className="overflow-x-auto"
        tabIndex={0}
        role="group"
        aria-label={`Links of the provenance of ${chain.subject}`}
      >
        <table className="mt-1 w-full min-w-[560px] max-w-[1040px] border-collapse">
          <caption className="sr-only">Where {chain.subject} comes from</caption>
          <thead>
            <tr className="border-b border-line text-muted">
              <th className="py-1 pr-4">what</th>
              <th className="py-1 pr-4">name</th>
              <th className="py-1 pr-4">digest</th>
              <th className="py-1">why</th>
            </tr>
          </thead>
          <tbody>{chain.links.map(row)}</tbody>
        </table>
      </div>
    </details>
  );
}
