import type { FlowStep, Taint, Value } from "../contract/index.ts";
import { noTaints } from "../contract/index.ts";

const mostTaints = 8;
const mostSteps = 8;

const keyOf = ({ label, source, path, cleared }: Taint): string =>
  `${label}@${path ?? ""}:${source.start}:${cleared.join(",")}`;

/** Both, without repeats, eight at most: one way that data can come is enough to tell of it. */
export function union(a: readonly Taint[], b: readonly Taint[]): readonly Taint[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  if (a.length >= mostTaints || b.every((taint) => a.includes(taint))) return a;
  const keys = new Set(a.map(keyOf));
  const more = b.filter((taint) => !keys.has(keyOf(taint)));
  return more.length === 0 ? a : [...a, ...more].slice(0, mostTaints);
}

export const unionAll = (values: Iterable<Value>): readonly Taint[] => {
  let all = noTaints;
  for (const { taints } of values) all = union(all, taints);
  return all;
};

export function stepped(taints: readonly Taint[], step: FlowStep): readonly Taint[] {
  if (taints.length === 0) return taints;
  return taints.map((taint) =>
    taint.steps.length >= mostSteps ? taint : { ...taint, steps: [...taint.steps, step] },
  );
}

/** What passed a sanitizer remembers it. `*` clears everything. */
export function cleared(taints: readonly Taint[], what: string): readonly Taint[] {
  return taints.map((taint) =>
    taint.cleared.includes(what) ? taint : { ...taint, cleared: [...taint.cleared, what] },
  );
}

export function withTaints(value: Value, taints: readonly Taint[]): Value {
  const all = union(value.taints, taints);
  return all === value.taints ? value : { ...value, taints: all };
}

/** The value with what it holds, cleared of one kind of harm. */
export function clearedValue(value: Value, what: string): Value {
  if (value.taints.length === 0) return value;
  if (value.kind === "text")
    return {
      ...value,
      taints: cleared(value.taints, what),
      parts: value.parts.map((part) => (typeof part === "string" ? part : clearedValue(part, what))),
    };
  return { ...value, taints: cleared(value.taints, what) };
}

const isSame = (a: Value, b: Value): boolean =>
  a === b ||
  (a.kind === b.kind &&
    ((a.kind === "literal" && b.kind === "literal" && a.value === b.value) ||
      (a.kind === "ref" && b.kind === "ref" && a.name === b.name) ||
      (a.kind === "instance" && b.kind === "instance" && a.of === b.of) ||
      (a.kind === "function" && b.kind === "function" && a.id === b.id) ||
      (a.kind === "class" && b.kind === "class" && a.id === b.id)));

/** What a name may stand for where two ways meet. `None` beside an object is that object. */
export function joinValues(a: Value | undefined, b: Value | undefined): Value {
  if (a === undefined || a === b) return b ?? { kind: "unknown", taints: noTaints };
  if (b === undefined) return a;
  if (isSame(a, b)) return withTaints(a, b.taints);
  const isNothing = (value: Value): boolean => value.kind === "literal" && value.value === null;
  if (isNothing(a) && b.kind === "instance") return withTaints(b, a.taints);
  if (isNothing(b) && a.kind === "instance") return withTaints(a, b.taints);
  if (a.kind === "list" && b.kind === "list") {
    const longer = a.items.length >= b.items.length ? a : b;
    return { ...longer, open: true, taints: union(a.taints, b.taints) };
  }
  return { kind: "unknown", taints: union(a.taints, b.taints) };
}

/** Puts what a caller gives in the place of what stood for its parameters. */
export function substituted(
  value: Value,
  given: (index: number) => readonly Taint[] | undefined,
  step: FlowStep,
  depth = 0,
): Value {
  if (value.taints.length === 0) return value;
  const taints = substitutedTaints(value.taints, given, step);
  if (depth < 5) {
    const inner = (item: Value): Value => substituted(item, given, step, depth + 1);
    if (value.kind === "list") return { ...value, taints, items: value.items.map(inner) };
    if (value.kind === "text")
      return { ...value, taints, parts: value.parts.map((p) => (typeof p === "string" ? p : inner(p))) };
    if (value.kind === "record") {
      const entries = new Map([...value.entries].map(([key, entry]) => [key, inner(entry)] as const));
      return { ...value, taints, entries };
    }
  }
  return { ...value, taints };
}

export function substitutedTaints(
  taints: readonly Taint[],
  given: (index: number) => readonly Taint[] | undefined,
  step: FlowStep,
): readonly Taint[] {
  let all = noTaints;
  for (const taint of taints) {
    if (!taint.label.startsWith("parameter:")) {
      all = union(all, [taint]);
      continue;
    }
    let from = stepped(given(Number(taint.label.slice(10))) ?? [], step);
    for (const what of taint.cleared) from = cleared(from, what);
    all = union(all, from);
  }
  return all;
}
