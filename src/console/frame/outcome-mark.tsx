import type { CellState, Outcome } from "../../contracts/index.ts";
import { CoverageMark } from "../pictures/coverage-mark/coverage-mark.tsx";

const shape: Readonly<Record<Outcome["kind"], CellState>> = {
  breached: "failing",
  held: "passing",
  refused: "failing",
  served: "passing",
  unscored: "inconclusive",
};

/** An outcome's word with its shape. */
export function OutcomeMark({ outcome }: { readonly outcome: Outcome["kind"] }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <CoverageMark state={shape[outcome]} size={13} />
      {outcome}
    </span>
  );
}
