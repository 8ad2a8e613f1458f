import type { ScanVerdict } from "../../../contracts/index.ts";
import { CoverageMark } from "../coverage-mark/coverage-mark.tsx";

const states = {
  clean: "passing",
  review: "planned",
  incomplete: "inconclusive",
  unsafe: "failing",
} as const;

/** The verdict of a scan: a mark told apart by shape, and its word. */
export function ScanMark({ verdict }: { readonly verdict: ScanVerdict }) {
  return (
    <span className="inline-flex items-baseline gap-1.5 whitespace-nowrap">
      <span className="self-center">
        <CoverageMark state={states[verdict]} size={14} />
      </span>{" "}
      {verdict}
    </span>
  );
}
