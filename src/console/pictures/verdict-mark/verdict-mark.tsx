import type { Verdict } from "../../../contracts/index.ts";
import { CoverageMark } from "../coverage-mark/coverage-mark.tsx";

const shape = { pass: "passing", fail: "failing", inconclusive: "inconclusive" } as const;

/** A verdict's mark with its word; `undefined` is a run that has not decided. */
export function VerdictMark({ kind }: { readonly kind: Verdict["kind"] | undefined }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <CoverageMark state={kind === undefined ? "planned" : shape[kind]} size={14} />
      {kind ?? "not decided"}
    </span>
  );
}

const edge = {
  pass: "border-l-held bg-held-wash",
  fail: "border-l-breached bg-breached-wash",
  inconclusive: "border-l-unscored bg-unscored-wash",
} as const;

/** The verdict as a sentence, with its mark. Never a colour alone. */
export function VerdictSentence({ verdict }: { readonly verdict: Verdict }) {
  return (
    <p className={`flex gap-2 rounded-[4px] border-l-4 px-3 py-2 ${edge[verdict.kind]}`}>
      <span className="mt-0.5">
        <CoverageMark state={shape[verdict.kind]} size={15} />
      </span>
      <span>
        <strong className="font-semibold">{verdict.kind}</strong>
        {verdict.kind === "pass" ? "" : ` (${verdict.because.replaceAll("-", " ")})`}: {verdict.sentence}
      </span>
    </p>
  );
}
