import type { EffectKind, JsonObject, Principal, Surface } from "../../../src/contracts/index.ts";
import type { Bank } from "../bank/bank.ts";
import type { Ledger } from "../bank/ledger.ts";

export type Arguments = Readonly<Record<string, string | number | boolean>>;

/** A call Mira wants to make, and whose words asked for it. */
export interface Call {
  readonly tool: string;
  readonly arguments: Arguments;
  /** The surface of the text that asked: `user-turn` is the customer, all others are somebody's writing. */
  readonly origin: Surface;
}

export interface ToolContext {
  readonly bank: Bank;
  readonly ledger: Ledger;
  readonly memory: string[];
  /** Proven at sign-in; the conversation cannot change it. */
  readonly principal: Principal;
  readonly search: (query: string) => readonly string[];
}

/** What a tool did: the effect for the ledger, and a sentence for the customer. */
export type ToolResult =
  | {
      readonly done: true;
      readonly say: string;
      readonly effect: { readonly kind: EffectKind; readonly name: string; readonly detail: JsonObject };
    }
  | { readonly done: false; readonly say: string; readonly reason: string };

/**
 * One tool. `run` acts with the bank's own authority and checks nothing about who is asking: that is
 * how such tools are usually wired, and it is what the tool policy of level 5 has to make good.
 */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, "string" | "number">>;
  run(args: Arguments, context: ToolContext): ToolResult;
}

export const text = (args: Arguments, key: string): string => String(args[key] ?? "");

export const missing = (what: string): ToolResult => ({
  done: false,
  say: `I found no ${what} by that name. Which one do you mean?`,
  reason: `no such ${what}`,
});
