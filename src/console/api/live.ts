import type { QueryClient } from "@tanstack/react-query";
import type { LiveEvent, RunSummary, ScanSummary } from "../../contracts/index.ts";

/** How often a page that follows a run asks for its full report again, at most. */
const refreshEveryMs = 1500;

/** Whether what is on screen moves by itself. */
export type LiveState = "opening" | "live" | "lost";

/**
 * Takes server-sent events into the query cache, so that what is on screen moves without a jump:
 * progress is put in place at once, the heavier documents are asked for again at most every 1.5 s.
 * Returns the way to stop listening. The browser reconnects by itself, with the last event's id.
 */
export function followLiveEvents(cache: QueryClient, onState: (state: LiveState) => void): () => void {
  const source = new EventSource("/api/events");
  source.addEventListener("open", () => onState("live"));
  source.addEventListener("error", () => onState("lost"));
  const due = new Map<string, ReturnType<typeof setTimeout>>();
  const refreshSoon = (key: readonly string[]): void => {
    const name = key.join(" ");
    if (due.has(name)) return;
    const again = (): void => {
      due.delete(name);
      void cache.invalidateQueries({ queryKey: key });
    };
    due.set(name, setTimeout(again, refreshEveryMs));
  };
  source.addEventListener("message", (message: MessageEvent<string>) => {
    const event = readEvent(message.data);
    if (event !== undefined) apply(cache, event, refreshSoon);
  });
  return () => {
    source.close();
    for (const timer of due.values()) clearTimeout(timer);
  };
}

function readEvent(text: string): LiveEvent | undefined {
  try {
    // Safe: same build, same wire types.
    return JSON.parse(text) as LiveEvent;
  } catch {
    return undefined;
  }
}

function apply(cache: QueryClient, event: LiveEvent, refreshSoon: (key: readonly string[]) => void): void {
  switch (event.type) {
    case "run":
      for (const list of ["*", event.run.system.id])
        cache.setQueryData<readonly RunSummary[]>(["runs", list], (runs) => withRun(runs, event.run));
      cache.setQueryData(["progress", event.run.id], event.run);
      refreshSoon(["run", event.run.id]);
      if (event.run.status !== "running") {
        refreshSoon(["systems"]);
        refreshSoon(["trials", event.run.id]);
        refreshSoon(["evidence", event.run.id]);
      }
      return;
    case "finding":
      refreshSoon(["findings"]);
      refreshSoon(["finding", event.finding.id]);
      return;
    case "coverage":
      refreshSoon(["coverage", event.system]);
      return;
    case "scan":
      cache.setQueryData<readonly ScanSummary[]>(["scans"], (scans) => withRun(scans, event.scan));
      refreshSoon(["scan", event.scan.id]);
      refreshSoon(["evidence", event.scan.id]);
      return;
    case "decision":
      refreshSoon(["guard"]);
      return;
    default:
      event satisfies never;
  }
}

/** The list with the newest summary of this run or scan: in its place, or on top when it is new. */
export function withRun<S extends RunSummary | ScanSummary>(
  runs: readonly S[] | undefined,
  run: S,
): readonly S[] | undefined {
  if (runs === undefined) return undefined;
  if (!runs.some((known) => known.id === run.id)) return [run, ...runs];
  return runs.map((known) => (known.id === run.id ? run : known));
}
