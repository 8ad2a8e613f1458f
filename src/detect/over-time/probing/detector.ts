import { z } from "zod";
import type { Signal, StatefulDetector, Step } from "../../../contracts/index.ts";
import { shortDigest } from "../digest.ts";
import { readSettings } from "../settings.ts";
import { likeness, sketchOf } from "../sketch.ts";
import { isRefusal } from "./refusal.ts";

const probingSchema = z.strictObject({
  /** Refused or withheld variants of one request that are a signal. */
  variants: z.int().min(2).max(20).default(3),
  /** Refusals, each halved in weight every `halfLifeMinutes`, that are a signal. */
  refusals: z.number().min(2).max(30).default(6),
  halfLifeMinutes: z.number().min(1).max(1440).default(20),
  /** The share of a request that must be in another for it to be a variant of it. */
  likeness: z.number().min(0.2).max(0.95).default(0.4),
});
type ProbingSettings = z.output<typeof probingSchema>;

type Outcome = "waiting" | "answered" | "refused" | "withheld";
/** Sketch, digest of the session, outcome. */
type Attempt = readonly [string, string, Outcome];
type ProbingMemory = {
  readonly attempts: readonly Attempt[];
  /** Weight of refusals, and when it was that. */
  readonly risk: number;
  readonly at: number;
};

const mostAttempts = 32;

/**
 * Somebody who tries until it works: requests that were refused or withheld come again with small changes, and
 * refusals that come faster than they fade. A request counts as withheld when the next one of its session comes
 * and no answer had come: the guard had stopped it. The same request word for word is a retry and does not count.
 *
 * Measured (seeded, `probing.test.ts`): 2 alarms in 1,000 benign sessions of 30 requests of which one in
 * fifteen is refused; 100 of 100 scripted attackers who change two words after each refusal.
 *
 * Rules: `refused-variants` (0.7), `many-refusals` (0.6).
 */
export const detector: StatefulDetector<ProbingMemory> = detectorOf(readSettings(probingSchema, {}));

function detectorOf(settings: ProbingSettings): StatefulDetector<ProbingMemory> {
  return {
    id: "probing",
    version: "1.0.0",
    about: "Requests that were refused and come again with small changes.",
    stages: ["input", "output"],
    key: "principal",
    remembers: 86_400,
    init: () => ({ attempts: [], risk: 0, at: 0 }),
    step: (memory, step) => {
      if (step.text === undefined || step.text === "") return [memory, []];
      return step.stage === "output"
        ? afterAnswer(settings, memory, step, step.text)
        : inspectRequest(settings, memory, step, step.text);
    },
    configure: (given) => detectorOf(readSettings(probingSchema, given)),
  };
}

const sessionOf = ({ session }: Step): string =>
  session === undefined ? "" : shortDigest(session).slice(0, 6);

function inspectRequest(
  settings: ProbingSettings,
  memory: ProbingMemory,
  step: Step,
  text: string,
): [ProbingMemory, Signal[]] {
  const session = sessionOf(step);
  const sketch = sketchOf(text);
  const attempts = memory.attempts.map((attempt): Attempt =>
    session !== "" && attempt[1] === session && attempt[2] === "waiting"
      ? [attempt[0], session, "withheld"]
      : attempt,
  );
  const failed = new Set(
    attempts
      .filter(([other, , outcome]) => {
        if (outcome !== "refused" && outcome !== "withheld") return false;
        return other !== sketch && likeness(other, sketch) >= settings.likeness;
      })
      .map(([other]) => other),
  );
  const next = {
    ...memory,
    attempts: [...attempts, [sketch, session, "waiting"] as const].slice(-mostAttempts),
  };
  if (failed.size < settings.variants) return [next, []];
  return [
    next,
    [
      signalOf(
        "refused-variants",
        0.7,
        text,
        "A request that was refused comes again and again with small changes.",
      ),
    ],
  ];
}

function afterAnswer(
  settings: ProbingSettings,
  memory: ProbingMemory,
  step: Step,
  text: string,
): [ProbingMemory, Signal[]] {
  const session = sessionOf(step);
  const of = memory.attempts.findLastIndex(([, one, outcome]) => one === session && outcome === "waiting");
  const refused = isRefusal(text);
  const attempts = memory.attempts.map((attempt, i): Attempt =>
    i === of ? [attempt[0], attempt[1], refused ? "refused" : "answered"] : attempt,
  );
  const gone = Math.max(0, step.at - memory.at) / (settings.halfLifeMinutes * 60_000);
  const risk = Math.round((memory.risk * 2 ** -gone + (refused ? 1 : 0)) * 1000) / 1000;
  const next = { attempts, risk, at: Math.max(step.at, memory.at) };
  if (!refused || risk < settings.refusals) return [next, []];
  return [
    next,
    [signalOf("many-refusals", 0.6, text, "This caller is refused again and again within a short time.")],
  ];
}

const signalOf = (rule: string, score: number, text: string, why: string): Signal => ({
  detector: "probing",
  rule,
  category: "evasion",
  score,
  start: 0,
  end: text.length,
  why,
});
