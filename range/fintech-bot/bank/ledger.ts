import type { Effect, JsonObject, Principal } from "../../../src/contracts/index.ts";

/** What really happened in one session, in order. Oracles read this and not what Mira says. */
export interface Ledger {
  record(entry: Pick<Effect, "kind" | "name" | "executed"> & { readonly detail: JsonObject }): void;
  readonly effects: readonly Effect[];
}

/** More effects than one conversation can honestly need; beyond it the oldest are dropped. */
const most = 1000;

export function openLedger(principal: () => Principal, now: () => number): Ledger {
  const effects: Effect[] = [];
  return {
    effects,
    record({ kind, name, executed, detail }) {
      if (effects.length >= most) effects.shift();
      // Undefined members of a JSON object are left out, so that the ledger holds plain JSON.
      const plain = Object.fromEntries(
        Object.entries(detail).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
      );
      effects.push({
        kind,
        name,
        executed,
        at: new Date(now()).toISOString(),
        principal: principal(),
        detail: plain,
        source: "ledger",
      });
    },
  };
}
