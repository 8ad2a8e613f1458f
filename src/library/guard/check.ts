import { randomUUID } from "node:crypto";
import { checkItem, readCheckInput, type CheckResult, type CheckSignal } from "../../app/index.ts";
import type { Guard, GuardAction, JsonValue, Role } from "../../contracts/index.ts";
import { exchangeOf, type About } from "./wire/about.ts";

/** A text, a text with its role, or a conversation in the form of chat completions. */
export type CheckInput =
  | string
  | { readonly text: string; readonly role?: Role; readonly source?: string }
  | { readonly messages: readonly object[]; readonly tools?: readonly object[] };

export interface CheckOutcome {
  readonly action: GuardAction;
  /** False: it must not go on (`block`, `require-approval`). */
  readonly allowed: boolean;
  /** What it would be if every rule were enforced. */
  readonly wouldBe: GuardAction;
  readonly signals: readonly CheckSignal[];
  readonly rules: CheckResult["rules"];
  /** The text to pass on, for an input that is one text. */
  readonly text?: string;
  /** Parts that must be passed on otherwise: JSON pointer into the input (`/text`, `/messages/0/content`) → text. */
  readonly edited: Readonly<Record<string, string>>;
  readonly failures: CheckResult["failures"];
}

/** @throws APP_CHECK_INPUT for an input of another form */
export async function check(guard: Guard, input: CheckInput, about: About): Promise<CheckOutcome> {
  // Safe: what is not JSON in it (functions, symbols) is dropped here, and its shape is checked next.
  const value = JSON.parse(JSON.stringify(typeof input === "string" ? { text: input } : input)) as JsonValue;
  const [item] = readCheckInput(JSON.stringify(value), "jsonl", "user", "the input");
  if (item === undefined) throw new TypeError("There is nothing to check.");
  const exchange = exchangeOf(randomUUID(), about, { context: item.context });
  const result = await checkItem(guard, item, exchange);
  const { decision: action, wouldBe, signals, rules, failures, changed = {} } = result;
  const own = typeof input === "string" ? input : "text" in input ? input.text : undefined;
  return {
    action,
    allowed: action !== "block" && action !== "require-approval",
    wouldBe,
    signals,
    rules,
    ...(own === undefined ? {} : { text: changed["/text"] ?? own }),
    edited: changed,
    failures,
  };
}
