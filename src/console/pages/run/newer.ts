import type { RunSummary } from "../../../contracts/index.ts";

/** The progress that has come further; a finished run is never put back. */
export function newer(live: RunSummary | undefined, read: RunSummary): RunSummary {
  if (live === undefined || read.finishedAt !== undefined) return read;
  return live.finishedAt !== undefined || live.done >= read.done ? live : read;
}
