import { expect, it } from "vitest";
import { runAssessment } from "./assess.ts";
import { entryType, type LedgerEntry } from "./records.ts";
import {
  atRates,
  fakeClock,
  foldOf,
  memoryLog,
  planOf,
  simulatedCheck,
  simulatedTarget,
} from "./testing/simulated.ts";

const check = simulatedCheck({ outcome: atRates(0.05, 0.05) });
const plan = planOf(check);

async function ledger(): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  await runAssessment({
    fold: foldOf(plan),
    log: memoryLog(entries),
    checks: new Map([[check.id, check]]),
    targets: new Map([["sim", simulatedTarget]]),
    parallel: 4,
    principal: { id: "tester", verified: true },
    clock: fakeClock(),
    signal: new AbortController().signal,
    onTrial: () => undefined,
    describe: (_, intent) => ({ title: intent, remedy: "Close it.", references: [] }),
  });
  return entries;
}

const estimates = (entries: readonly LedgerEntry[]): unknown =>
  [...foldOf(plan, entries).lanes.values()].map(({ arms }) =>
    Object.values(arms).map((arm) => arm.estimate()),
  );

it("counts a trial once, however often the ledger tells of it", async () => {
  const entries = await ledger();
  const finished = entries.filter(({ type }) => type === entryType.finished);
  expect(estimates([...entries, ...finished])).toEqual(estimates(entries));
  expect(foldOf(plan, [...entries, ...finished]).done).toBe(finished.length);
});

it("tries again what we cut short ourselves, and only that", async () => {
  const entries = await ledger();
  const first = entries.findIndex(({ type }) => type === entryType.finished);
  const withOutcome = (reason: string): LedgerEntry[] =>
    entries.map((entry, i) =>
      i === first
        ? { ...entry, body: { ...entry.body, outcome: { kind: "unscored", reason, detail: "" } } }
        : entry,
    );
  const {
    lane,
    case: item,
    repeat,
  } = entries[first]!.body as unknown as { lane: string; case: string; repeat: number };
  for (const reason of ["interrupted", "budget-exhausted"]) {
    expect(foldOf(plan, withOutcome(reason)).has({ lane, case: item, repeat })).toBe(false);
  }
  expect(foldOf(plan, withOutcome("cut-answer")).has({ lane, case: item, repeat })).toBe(true);
});

it("does not believe entries that we could not have written", async () => {
  const entries = await ledger();
  const nonsense = entries.map((entry) => ({ ...entry, body: { ...entry.body, outcome: { kind: "held" } } }));
  expect(foldOf(plan, nonsense).done).toBe(0);
});
