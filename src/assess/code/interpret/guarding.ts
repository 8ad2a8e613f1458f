import type { Expression } from "../tree/nodes.ts";
import { isTest } from "./sanitizers.ts";
import { pathOf } from "./names.ts";
import type { Scope } from "./scope.ts";
import { clearedValue } from "./taints.ts";

/**
 * What a test compares with a list of what is allowed, or with a pattern, counts as cleared behind it, on
 * both ways: whoever writes such a test has thought of it, and a false alarm costs more here.
 */
export function clearTested(test: Expression, scope: Scope, ...ways: readonly Scope[]): void {
  for (const path of testedPaths(test)) {
    const value = scope.get(path);
    if (value === undefined || value.taints.length === 0) continue;
    for (const way of ways) way.set(path, clearedValue(value, "*"));
  }
}

function testedPaths(test: Expression): string[] {
  if (test.k === "not") return testedPaths(test.value);
  if (test.k === "binary") return [...testedPaths(test.left), ...testedPaths(test.right)];
  if (test.k === "compare") {
    // `command in ALLOWED`, but not `"rm" in command`: a list of what is forbidden is never whole.
    const path = pathOf(test.left);
    return (test.op === "in" || test.op === "not in") && path !== undefined ? [path] : [];
  }
  if (test.k !== "call" || test.callee.k !== "member" || !isTest(test.callee.name)) return [];
  return test.args.flatMap(({ value }) => pathOf(value) ?? []);
}
