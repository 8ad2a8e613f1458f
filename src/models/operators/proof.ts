import type { Operator } from "./operator.ts";
export const prove = (operator: Operator): string[] =>
  operator.examples.length === 0 ? [`${operator.op} has no example`] : [];
