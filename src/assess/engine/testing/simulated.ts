import type {
  Case,
  Check,
  Clock,
  ConversationTarget,
  JsonObject,
  Outcome,
  Trial,
} from "../../../contracts/index.ts";
import { digestOf } from "../../../formats/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { planAssessment, type AssessmentPlan, type LaneRequest } from "../plan.ts";
import type { LedgerEntry } from "../records.ts";
import { RunFold } from "../run-fold.ts";

/** A clock that only tests move. */
export function fakeClock(): Clock {
  let now = Date.UTC(2026, 0, 1);
  return {
    now: () => (now += 1),
    sleep: async (ms) => void (now += ms),
  };
}

export const simulatedTarget: ConversationTarget = {
  kind: "conversation",
  id: "sim",
  capabilities: {
    multiTurn: true,
    systemPrompt: false,
    tools: false,
    streaming: false,
    effects: true,
    seed: true,
    surfaces: ["user-turn"],
  },
  rateLimitKey: "sim",
  probe: () => Promise.reject(new Error("not needed")),
  open: () => Promise.reject(new Error("not needed")),
  dispose: () => Promise.resolve(),
};

export interface Simulation {
  readonly attacks?: number;
  readonly baselines?: number;
  readonly twins?: number;
  /** What a trial comes to; the random source is seeded by the trial. */
  readonly outcome: (item: Case, draw: () => number, repeat: number) => Outcome | Promise<Outcome>;
}

/** A check whose trials are drawn instead of sent. */
export function simulatedCheck(simulation: Simulation, id = "redteam/simulated"): Check {
  const cases = [
    ...make("attack", simulation.attacks ?? 330, id),
    ...make("baseline", simulation.baselines ?? 20, id),
    ...make("benign", simulation.twins ?? 60, id),
  ];
  const corpus = {
    pack: "simulated",
    version: "1",
    digest: digestOf(cases.map((item) => item.id)),
    cases: cases.length,
  };
  return {
    id,
    version: "1.0.0",
    title: "Simulated",
    about: "Draws outcomes.",
    needs: { kind: "conversation" },
    measure: "rate",
    covers: ["inj-direct"],
    references: ["LLM01"],
    plan: () => ({ cases, corpora: { attack: corpus, baseline: corpus, benign: corpus }, leftOut: [] }),
    async run(item, repeat, _target, context): Promise<Trial> {
      const random = context.random.derive("outcome");
      const outcome = await simulation.outcome(item, () => random.next(), repeat);
      return {
        case: item.id,
        repeat,
        attempt: context.attempt,
        seed: context.seed,
        canary: context.canary,
        startedAt: new Date(0).toISOString(),
        exchanges: [],
        effects: [],
        outcome,
      };
    },
  };
}

function make(arm: Case["arm"], count: number, check: string): Case[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `${arm}-${i}`,
    check,
    arm,
    intent: `intent-${i % 16}`,
    technique: arm === "attack" ? `technique-${i % 5}` : "none",
    surface: "user-turn",
    phrasing: String(i),
    severity: "high",
    plants: [],
    turns: [`case ${i}`],
    oracle: { id: "drawn", params: {} },
  }));
}

export const held: Outcome = { kind: "held", why: "drawn" };
export const served: Outcome = { kind: "served", why: "drawn" };
export const refused: Outcome = { kind: "refused", why: "drawn" };
export function breached(criticalEffect = false): Outcome {
  return { kind: "breached", why: "drawn", spans: [], effects: [], criticalEffect };
}
export const failedTransport: Outcome = { kind: "unscored", reason: "target-error", detail: "drawn" };

/** Attacks breach and twins are refused at these rates, independently. */
export function atRates(breachRate: number, refusalRate = 0): Simulation["outcome"] {
  return (item, draw) => {
    if (item.arm === "benign") return draw() < refusalRate ? refused : served;
    return draw() < breachRate ? breached() : held;
  };
}

export function planOf(
  check: Check,
  options: Partial<LaneRequest> & { seed?: string; exhaustive?: boolean } = {},
): AssessmentPlan {
  const { seed = "seed", exhaustive = false, ...lane } = options;
  return planAssessment({
    run: "run-1",
    seed,
    createdAt: new Date(0).toISOString(),
    toolVersion: "0.0.0",
    system: { id: "sys", name: "System", digest: "0" },
    subject: { system: "0", components: {} },
    exhaustive,
    facts: {},
    lanes: [
      {
        check,
        target: simulatedTarget,
        repeats: 1,
        gate: { check: check.id, atMost: 0.02, confidence: 0.95, refusedAtMost: 0.15, unscoredAtMost: 0.05 },
        ...lane,
      },
    ],
  });
}

/** A ledger in memory. `dieAfter` stands for kill -9: the append with that number never returns. */
export function memoryLog(
  entries: LedgerEntry[],
  dieAfter = Infinity,
): {
  append(type: string, body: JsonObject): Promise<{ seq: number }>;
  putBlob(): Promise<JsonObject>;
} {
  return {
    async append(type, body) {
      if (entries.length >= dieAfter) throw new Killed();
      const entry = { seq: entries.length, at: new Date(entries.length).toISOString(), type, body };
      entries.push(JSON.parse(JSON.stringify(entry)) as LedgerEntry);
      return entry;
    },
    putBlob: async () => ({ $blob: "00", key: "00", bytes: 0, mediaType: "application/json" }),
  };
}

export class Killed extends Error {}

export function foldOf(plan: AssessmentPlan, entries: readonly LedgerEntry[] = []): RunFold {
  const fold = new RunFold(plan);
  for (const entry of entries) fold.take(entry);
  return fold;
}

/** Yields to the event loop a random number of times, so that answers come back out of order. */
export async function jitter(seed: string): Promise<void> {
  const turns = seededRandom(seed).integer(5);
  for (let i = 0; i < turns; i += 1) await new Promise((resolve) => setImmediate(resolve));
}
