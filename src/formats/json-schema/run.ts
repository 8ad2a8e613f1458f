import type { JsonValue } from "../../contracts/index.ts";

/** Where and how a value breaks its schema. Holds no text of the value. */
export interface SchemaFault {
  /** JSON pointer (RFC 6901) into the value. */
  readonly at: string;
  /** The keyword that is broken, or `cost` where the check was given up. */
  readonly keyword: string;
}

/** One check of a value: what it may still cost, and what it found. */
export interface Run {
  readonly faults: SchemaFault[];
  readonly cost: { left: number };
  depth: number;
}

/** Adds to the run what is wrong with the value; looks no further once enough is. */
export type Check = (value: JsonValue, at: string, run: Run) => void;

export const mostFaults = 8;

/** Thrown and caught inside a check: the value costs more than it may. */
export class TooCostly extends Error {}

export function spend(run: Run, amount: number): void {
  run.cost.left -= amount;
  if (run.cost.left < 0) throw new TooCostly();
}

export function fault(run: Run, at: string, keyword: string): void {
  if (run.faults.length < mostFaults) run.faults.push({ at, keyword });
}

/** Whether a value passes a check, beside the run: nothing is added to it but the cost. */
export function passes(check: Check, value: JsonValue, at: string, run: Run): boolean {
  const beside: Run = { faults: [], cost: run.cost, depth: run.depth };
  check(value, at, beside);
  return beside.faults.length === 0;
}

export const pointer = (at: string, name: string | number): string =>
  `${at}/${String(name).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1")}`;
