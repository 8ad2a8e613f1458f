import type { JsonValue, SecurityEvent } from "../../../contracts/index.ts";
import type { BreakGlassNotice } from "../../break-glass/index.ts";
import type { GatewayEvent } from "../../ports.ts";
import type { RecordsHealth } from "../../records/index.ts";

export interface HealthSource {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly newId: () => string;
  readonly system?: string;
}

type Told = Pick<SecurityEvent, "rule" | "title" | "message" | "severity"> & {
  readonly action?: SecurityEvent["action"];
  readonly facts?: Readonly<Record<string, JsonValue>>;
};

/** An event of kind `health`. */
export function healthEvent({ now, newId, system }: HealthSource, told: Told): SecurityEvent {
  return {
    id: newId(),
    at: new Date(now()).toISOString(),
    kind: "health",
    action: "observed",
    techniques: [],
    facts: {},
    ...(system === undefined ? {} : { system }),
    ...told,
  };
}

/** What of the gateway's own events somebody must be told; undefined for the rest. */
export function healthOfGateway(event: GatewayEvent, source: HealthSource): SecurityEvent | undefined {
  switch (event.kind) {
    case "guard-failed":
      return healthEvent(source, {
        rule: event.opened ? "guard-failed-open" : "guard-failed-closed",
        title: event.opened
          ? "Traffic passed unchecked: the guard failed"
          : "The guard failed; nothing passed",
        message:
          event.reason === "deadline" ? "The guard did not decide in time." : "The guard threw an error.",
        severity: event.opened ? "critical" : "high",
        action: event.opened ? "allowed" : "denied",
      });
    case "limits-failed":
      return healthEvent(source, {
        rule: event.opened ? "limits-failed-open" : "limits-failed-closed",
        title: "Budgets cannot be counted",
        message: event.opened
          ? "Exchanges pass without their budgets."
          : "Exchanges are refused until they can.",
        severity: event.opened ? "high" : "medium",
        action: event.opened ? "allowed" : "denied",
      });
    case "record-failed":
      return healthEvent(source, {
        rule: "record-failed",
        title: "The record of an exchange could not be kept",
        message: "An exchange has no record.",
        severity: "high",
        facts: { exchange: event.exchange },
      });
    case "break-glass-used":
      return healthEvent(source, {
        rule: "break-glass-used",
        title: "Break-glass let something through",
        message: "What a rule would have stopped has passed.",
        severity: "high",
        action: "allowed",
        facts: { order: event.id, exchange: event.exchange },
      });
    case "circuit":
      return event.state === "open"
        ? healthEvent(source, {
            rule: "upstream-circuit-open",
            title: "An upstream is not asked any more",
            message: `Upstream ${event.upstream} failed too often.`,
            severity: "medium",
            facts: { upstream: event.upstream },
          })
        : undefined;
    case "ended": {
      const opened = event.record.decisions
        .flatMap(({ failures }) => failures)
        .filter((failure) => failure.opened);
      const [first] = opened;
      return first === undefined
        ? undefined
        : healthEvent(source, {
            rule: "detector-failed-open",
            title: "Traffic passed although a detector failed",
            message: `Detector ${first.detector} gave no answer, and the policy lets pass what it would have looked at.`,
            severity: "high",
            action: "allowed",
            facts: {
              exchange: event.record.id,
              detectors: opened.map(({ detector }) => detector).slice(0, 20),
            },
          });
    }
    case "started":
    case "upstream-attempt":
      return undefined;
    default:
      return event satisfies never;
  }
}

export function healthOfRecords(health: RecordsHealth, source: HealthSource): SecurityEvent {
  switch (health.kind) {
    case "dropped":
      return healthEvent(source, {
        rule: "records-dropped",
        title: "Records are lost",
        message: `${health.count} records could not be kept (${health.reason}).`,
        severity: "critical",
        facts: { count: health.count, reason: health.reason },
      });
    case "lagging":
      return healthEvent(source, {
        rule: "records-lagging",
        title: "The disk for records is behind",
        message: `A record waits for ${Math.round(health.milliseconds)} ms.`,
        severity: "high",
      });
    case "recovered":
      return healthEvent(source, {
        rule: "records-recovered",
        title: "Records are kept again",
        message: "The disk takes records again.",
        severity: "medium",
      });
    default:
      return health satisfies never;
  }
}

export function healthOfBreakGlass(notice: BreakGlassNotice, source: HealthSource): SecurityEvent {
  if (notice.kind === "refused")
    return healthEvent(source, {
      rule: "break-glass-refused",
      title: "A break-glass order without effect",
      message: `Somebody placed an order that was refused (${notice.why}).`,
      severity: "critical",
      facts: { why: notice.why },
    });
  const { id, who, why, until } = notice.order;
  const facts = { order: id, who, why, until };
  const words = {
    opened: ["Break-glass was opened", `${who} opened it until ${until}.`],
    open: ["Break-glass is open", `${who} opened it; it ends ${until}.`],
    closed: ["Break-glass is closed", "Rules are enforced again."],
  } as const;
  const [title, message] = words[notice.kind];
  return healthEvent(source, {
    rule: `break-glass-${notice.kind}`,
    title,
    message,
    severity: notice.kind === "closed" ? "high" : "critical",
    facts: notice.kind === "closed" ? { ...facts, closed: notice.why } : facts,
  });
}
