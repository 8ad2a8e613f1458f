import type { CellState, EvidenceStatus } from "../../contracts/index.ts";
import { CoverageMark } from "../pictures/coverage-mark/coverage-mark.tsx";

const shape: Readonly<Record<EvidenceStatus["state"], CellState>> = {
  intact: "passing",
  altered: "failing",
  incomplete: "inconclusive",
  unreadable: "failing",
};

export function EvidenceState({ state }: { readonly state: EvidenceStatus["state"] }) {
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <span className="self-center">
        <CoverageMark state={shape[state]} size={14} />
      </span>
      {state}
    </span>
  );
}
