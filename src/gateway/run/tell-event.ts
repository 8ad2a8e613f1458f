import { visibleText } from "../../formats/index.ts";
import type { RunEvent } from "./run-gateway.ts";

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
    case "started":
    case "ended":
    case "upstream-attempt":
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
