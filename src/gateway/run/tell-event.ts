import { visibleText } from "../../formats/index.ts";
import type { RunEvent } from "./run-gateway.ts";

/** The same sentence is not said again for so long: a terminal is no log of every exchange. */
const quietMs = 10_000;

/** Tells a person at the terminal what happens; what is said again and again is said every ten seconds. */
export function eventTeller(
  write: (sentence: string) => void,
  now: () => number = () => performance.now(),
): (event: RunEvent) => void {
  const said = new Map<string, number>();
  return (event) => {
    const sentence = tellEvent(event);
    if (sentence === undefined || now() - (said.get(sentence) ?? -Infinity) < quietMs) return;
    // Sentences name exchanges: only the newest are remembered.
    if (said.size >= 1_000) said.clear();
    said.set(sentence, now());
    write(sentence);
  };
}

/** What a person at the terminal should read of an event; undefined for the everyday ones. Never content. */
export function tellEvent(event: RunEvent): string | undefined {
  switch (event.kind) {
    case "guard-failed":
      return `The guard ${event.reason === "threw" ? "failed" : "took too long"}; the exchange was ${event.opened ? "let through" : "refused"}.`;
    case "circuit":
      return `Upstream ${event.upstream}: circuit ${event.state}.`;
    case "break-glass-used":
      return `Break-glass ${event.id} let exchange ${event.exchange} through.`;
    case "record-failed":
      return `The record of exchange ${event.exchange} could not be kept.`;
    case "limits-failed":
      return `Budgets could not be counted; the exchange was ${event.opened ? "let through" : "refused"}.`;
    case "records":
      return recordsText(event.health);
    case "state":
      return `Shared state: ${visibleText(JSON.stringify(event.change))}.`;
    case "told":
      return visibleText(event.sentence);
    case "policy":
      return `Policy ${event.id} ${event.version} is in force (${event.digest.slice(0, 12)}).`;
    case "policy-refused":
      return `The changed policy was refused, the one in force stays: ${visibleText(event.reason)}`;
    case "worker-ended":
      return `Worker ${event.pid} ended; another starts in ${event.restartMs} ms.`;
    case "ledger-failed":
      return `Records could not be taken into the ledger, it is tried again: ${visibleText(event.reason)}`;
    case "upstream-attempt":
      return event.result === "failed"
        ? `Upstream ${event.upstream} gave no usable answer${event.status === undefined ? "; is it running?" : ` (status ${event.status}).`}`
        : undefined;
    case "started":
    case "ended":
      return undefined;
    default:
      return event satisfies never;
  }
}

function recordsText(health: Extract<RunEvent, { kind: "records" }>["health"]): string {
  switch (health.kind) {
    case "dropped":
      return `${health.count} records were lost: ${health.reason === "full" ? "the queue is full" : "the disk failed"}.`;
    case "lagging":
      return `Records wait ${Math.round(health.milliseconds)} ms for the disk.`;
    case "recovered":
      return "The disk takes records again.";
    default:
      return health satisfies never;
  }
}
