import type { Problem } from "../problems/index.ts";
import type { Reply } from "../dialects/dialect.ts";

/** A problem in the form of the protocol, whose clients show `error`; what is ours beyond it stands under `bartizan`. */
export function inferenceError({ status, message, code, exchange, decision, rules, at }: Problem): Reply {
  return { status, body: { error: message, bartizan: { code, exchange, decision, rules: rules ?? [], at } } };
}
