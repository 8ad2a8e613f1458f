import type { RunSummary } from "../../contracts/index.ts";
import { amount } from "../words/rate.ts";

/** How far a run has come: a bar with figures while it goes on, a word afterwards. */
export function RunStatus({ run }: { readonly run: Pick<RunSummary, "status" | "done" | "planned"> }) {
  const figures = `${amount(run.done)} of ${amount(run.planned)}`;
  if (run.status !== "running")
    return (
      <span>
        {run.status}
        {run.done < run.planned && <span className="text-muted"> at {figures}</span>}
      </span>
    );
  return (
    <span className="flex items-center gap-2">
      <progress
        className="h-1.5 w-16 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        value={run.done}
        max={Math.max(1, run.planned)}
        aria-label={`${figures} trials done`}
      />
      <span className="text-xs">{figures}</span>
    </span>
  );
}
