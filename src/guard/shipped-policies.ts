import { join } from "node:path";
import { packsRoot } from "../knowledge/index.ts";

/** The policies that ship with the program, for `inherit` and for a first start: name → path. */
export function shippedPolicies(): Readonly<Record<string, string>> {
  const names = ["baseline", "strict", "agent", "predict"];
  return Object.fromEntries(
    names.map((name) => [`bartizan:${name}`, join(packsRoot(), "policies", `${name}.yaml`)]),
  );
}
