import type {
  GuardAction,
  GuardDecisionLine,
  GuardOccasion,
  GuardOverview,
} from "../../../contracts/index.ts";

const buckets = 48;
const mostRules = 10;

const none = (): Record<GuardAction, number> => ({
  allow: 0,
  redact: 0,
  rewrite: 0,
  "require-approval": 0,
  block: 0,
});
const stops = (action: GuardAction): boolean => action === "block" || action === "require-approval";

/** What happened in the last `hours`, in 48 steps of equal length. Linear in the lines. */
export function decisionOverview(
  lines: readonly GuardDecisionLine[],
  hours: number,
  now: number,
): Omit<GuardOverview, "reach" | "gateways"> {
  const step = (hours * 3_600_000) / buckets;
  const end = Math.ceil(now / step) * step;
  const from = end - buckets * step;
  const series = Array.from({ length: buckets }, none);
  const totals = none();
  const rules = new Map<string, GuardOverview["topRules"][number]>();
  const opens = new Occasions();
  const glass = new Occasions();
  const tally = { decisions: 0, onlyWatched: 0, undecided: 0, mirrored: 0 };
  for (const line of lines) {
    const at = Date.parse(line.at);
    if (at < from || at >= end) continue;
    const counts = series[Math.floor((at - from) / step)];
    if (counts !== undefined) counts[line.action] += 1;
    totals[line.action] += 1;
    tally.decisions += 1;
    if (!stops(line.action) && stops(line.wouldBe)) tally.onlyWatched += 1;
    if (!line.decided) tally.undecided += 1;
    if (line.mode === "mirror") tally.mirrored += 1;
    for (const { rule, mode, severity } of line.rules)
      rules.set(rule, { rule, mode, severity, times: (rules.get(rule)?.times ?? 0) + 1 });
    for (const detector of line.opened) opens.add(detector, line.at);
    if (line.breakGlass !== undefined) glass.add(line.breakGlass, line.at);
  }
  return {
    asOf: new Date(now).toISOString(),
    from: new Date(from).toISOString(),
    bucketSeconds: step / 1000,
    buckets: series.map((counts, index) => ({ at: new Date(from + index * step).toISOString(), counts })),
    totals,
    ...tally,
    topRules: [...rules.values()]
      .sort((a, b) => b.times - a.times || (a.rule < b.rule ? -1 : 1))
      .slice(0, mostRules),
    failOpens: opens.list(),
    breakGlass: glass.list(),
  };
}

class Occasions {
  readonly #all = new Map<string, { id: string; times: number; lastAt: string }>();

  add(id: string, at: string): void {
    const one = this.#all.get(id);
    if (one === undefined) this.#all.set(id, { id, times: 1, lastAt: at });
    else {
      one.times += 1;
      if (at > one.lastAt) one.lastAt = at;
    }
  }

  list(): GuardOccasion[] {
    return [...this.#all.values()].sort((a, b) => b.times - a.times || (a.id < b.id ? -1 : 1)).slice(0, 20);
  }
}
