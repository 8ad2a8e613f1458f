import type { CellState } from "../../../contracts/index.ts";

const colour: Readonly<Record<CellState, string>> = {
  passing: "text-held",
  failing: "text-breached",
  inconclusive: "text-unscored",
  stale: "text-stale",
  planned: "text-muted",
  none: "text-faint",
};

/**
 * The mark of a coverage cell, told apart by shape alone: filled = passing, ring = planned, cross =
 * failing, half = inconclusive, hatched = stale, nothing = nothing. 16 × 16 units.
 * Without `label` it is decoration beside a word.
 */
export function CoverageMark({
  state,
  label,
  size = 16,
}: {
  readonly state: CellState;
  readonly label?: string;
  readonly size?: number;
}) {
  const name = label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label };
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} className={`shrink-0 ${colour[state]}`} {...name}>
      <Shape state={state} />
    </svg>
  );
}

function Shape({ state }: { readonly state: CellState }) {
  switch (state) {
    case "passing":
      return <circle cx="8" cy="8" r="5.5" fill="currentColor" />;
    case "failing":
      return (
        <path
          d="M3.5 3.5 12.5 12.5M12.5 3.5 3.5 12.5"
          stroke="currentColor"
          strokeWidth="2.6"
          strokeLinecap="round"
        />
      );
    case "inconclusive":
      return (
        <>
          <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M8 3a5 5 0 0 1 0 10z" fill="currentColor" />
        </>
      );
    case "stale":
      return (
        <>
          <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="1" />
          <path
            d="M3.6 9.8 9.8 3.6M4.9 12 12 4.9M7.5 12.8 12.8 7.5M3.6 6.2 6.2 3.6"
            stroke="currentColor"
            strokeWidth="1.1"
          />
        </>
      );
    case "planned":
      return <circle cx="8" cy="8" r="4.8" fill="none" stroke="currentColor" strokeWidth="1.6" />;
    case "none":
      return null;
    default:
      return state satisfies never;
  }
}
