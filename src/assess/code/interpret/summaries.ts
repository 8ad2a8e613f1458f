import type { SinkKind, Span, Taint, Value } from "../contract/index.ts";

/** Labelled data that arrived where it does harm. */
export interface Hit {
  readonly kind: SinkKind;
  readonly taint: Taint;
  readonly at: Span;
  /** Absent: the file at hand. */
  readonly path?: string;
  /** What it arrived at: `os.system(…)`. */
  readonly what: string;
}

/** What is to know of a function without looking into it again. */
export interface Summary {
  readonly name: string;
  readonly parameters: readonly string[];
  /** It is a method whose first parameter is bound by the call. */
  readonly bound: boolean;
  /** What it gives back; taints `parameter:i` stand for what the caller gives. */
  readonly returns: Value;
  /** What arrives where it does harm if the caller gives it. */
  readonly sinks: readonly Hit[];
  /** Parameters that it tests, so that they are cleared in the caller. */
  readonly path: string;
}

export interface ClassSummary {
  readonly name: string;
  readonly bases: readonly string[];
  readonly methods: ReadonlyMap<string, Summary>;
}

/** What other files can know of one: small, so that it can be kept for a whole tree. */
export interface ModuleSummary {
  readonly path: string;
  readonly functions: ReadonlyMap<string, Summary>;
  readonly classes: ReadonlyMap<string, ClassSummary>;
  /** Constants and objects at the top of the file. */
  readonly values: ReadonlyMap<string, Value>;
}

/** How one module sees the others. `undefined`: not part of this tree. */
export type Link = (module: string) => ModuleSummary | undefined;
