import type { Signal } from "../../contracts/index.ts";

/**
 * Says once what was seen several times: of signals of the same rule whose spans overlap, one seen in the
 * text as written wins over one seen through a view, then the higher score, then the longer span.
 * Different rules never silence each other. Sorted by start, end, detector, rule.
 */
export function mergeSignals(signals: readonly Signal[]): Signal[] {
  const byRule = new Map<string, Signal[]>();
  for (const signal of signals) {
    const key = `${signal.detector}\n${signal.rule}`;
    const same = byRule.get(key);
    if (same === undefined) byRule.set(key, [signal]);
    else same.push(signal);
  }
  return [...byRule.values()].flatMap(once).sort(byPlace);
}

/** Signals of one rule. A view's signal stays only where it says something new: a place not covered yet. */
function once(signals: readonly Signal[]): Signal[] {
  if (signals.length === 1) return [...signals];
  const kept = signals.filter(({ view }) => view === undefined).sort(byPlace);
  const seen = signals.filter(({ view }) => view !== undefined);
  if (seen.length === 0) return withoutRepeats(kept);
  const covered = mergedSpans(kept);
  const fresh = seen.filter((signal) => !isCovered(covered, signal)).sort(byStrength);
  return [...withoutRepeats(kept), ...apart(fresh)].sort(byPlace);
}

function withoutRepeats(sorted: readonly Signal[]): Signal[] {
  return sorted.filter((signal, i) => {
    const before = sorted[i - 1];
    return before === undefined || before.start !== signal.start || before.end !== signal.end;
  });
}

/** The strongest signals whose spans do not overlap, by one pass over the places in order. */
function apart(strongestFirst: readonly Signal[]): Signal[] {
  const rank = new Map(strongestFirst.map((signal, i) => [signal, i]));
  const kept: Signal[] = [];
  for (const signal of [...strongestFirst].sort(byPlace)) {
    const last = kept.at(-1);
    if (last === undefined || last.end <= signal.start) {
      kept.push(signal);
      continue;
    }
    const stronger = (rank.get(signal) ?? 0) < (rank.get(last) ?? 0) ? signal : last;
    // The span grows to both, so that redaction takes out all that was seen.
    kept[kept.length - 1] = { ...stronger, start: last.start, end: Math.max(last.end, signal.end) };
  }
  return kept;
}

type Span = readonly [number, number];

function mergedSpans(sorted: readonly Signal[]): Span[] {
  const spans: Span[] = [];
  for (const { start, end } of sorted) {
    const last = spans.at(-1);
    if (last === undefined || last[1] < start) spans.push([start, end]);
    else spans[spans.length - 1] = [last[0], Math.max(last[1], end)];
  }
  return spans;
}

/** Binary search, since spans are in order and apart. */
function isCovered(spans: readonly Span[], { start, end }: Signal): boolean {
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span === undefined) return false;
    if (span[1] < end) low = middle + 1;
    else if (span[0] > start) high = middle - 1;
    else return true;
  }
  return false;
}

const byStrength = (a: Signal, b: Signal): number => b.score - a.score || b.end - b.start - (a.end - a.start);
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byPlace = (a: Signal, b: Signal): number =>
  a.start - b.start ||
  a.end - b.end ||
  order(a.detector, b.detector) ||
  order(a.rule, b.rule) ||
  b.score - a.score;
