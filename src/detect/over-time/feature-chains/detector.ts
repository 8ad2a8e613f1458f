import { z } from "zod";
import type { Signal, StatefulDetector, Step } from "../../../contracts/index.ts";
import { readSettings } from "../settings.ts";
import { distance, onlyChange, vectorOf, type Vector } from "./vector.ts";

const chainSchema = z.strictObject({
  /** Rows, each near one of the eight before it, that are a chain. */
  chain: z.int().min(5).max(10_000).default(40),
  /** How far apart two rows of a chain may be, as a share of their size. */
  near: z.number().gt(0).max(1).default(0.1),
  /** Rows that differ from the one before in one feature by the same step. */
  grid: z.int().min(4).max(1000).default(15),
  /** How often the predicted class changes along a chain, among the last 24 rows. */
  flips: z.int().min(3).max(20).default(6),
});
type ChainSettings = z.output<typeof chainSchema>;

type ChainMemory = {
  readonly rows: readonly Vector[];
  readonly chain: number;
  readonly grid: readonly [number, number];
  /** Answered rows: the last one and its class; steps and changes of class along the chain. */
  readonly answered: readonly [Vector, number] | null;
  readonly steps: readonly (readonly [number, 0 | 1])[];
};

const kept = 8;
const mostSteps = 24;
const mostRows = 256;

/**
 * Rows of features that feel their way: chains of near-duplicates as black-box attacks on classifiers make them
 * (stateful detection: Chen, Carlini and Wagner, arXiv 1907.05587), grids walked feature by feature as
 * extraction makes them, and walks along a boundary, on which the class changes to and fro while the steps shrink
 * (HopSkipJump, arXiv 1904.02144, and other searches that see labels only).
 *
 * Rules: `near-duplicate-chain` (0.6), `grid-walk` (0.7), `boundary-walk` (0.9). Of a batch the first 256 rows
 * are looked at. A form that is filled in step by step makes short chains; sensors that hardly move make long
 * ones: raise `chain` for them.
 */
export const detector: StatefulDetector<ChainMemory> = detectorOf(readSettings(chainSchema, {}));

function detectorOf(settings: ChainSettings): StatefulDetector<ChainMemory> {
  return {
    id: "feature-chains",
    version: "1.0.0",
    about: "Rows of features that feel their way along a model.",
    stages: ["input", "output"],
    key: "principal",
    remembers: 86_400,
    init: () => ({ rows: [], chain: 0, grid: [0, 0], answered: null, steps: [] }),
    step: (memory, step) => {
      if (step.features === undefined) return [memory, []];
      if (step.predictions !== undefined) return inspectAnswers(settings, memory, step);
      return step.stage === "input" ? inspectRows(settings, memory, step) : [memory, []];
    },
    configure: (given) => detectorOf(readSettings(chainSchema, given)),
  };
}

function inspectRows(settings: ChainSettings, memory: ChainMemory, step: Step): [ChainMemory, Signal[]] {
  const found = new Map<string, Signal>();
  let { rows, chain, grid } = memory;
  for (const row of (step.features ?? []).slice(0, mostRows)) {
    const vector = vectorOf(row);
    const apart = rows.map((other) => distance(other, vector));
    // The very same row is a retry.
    if (apart.includes(0)) continue;
    chain = Math.min(...apart, Infinity) <= settings.near ? chain + 1 : 0;
    const before = rows.at(-1);
    const change = before === undefined ? undefined : onlyChange(before, vector);
    const by = change === undefined ? 0 : Number(Math.abs(change.by).toPrecision(6));
    grid = by === 0 ? [0, 0] : [by, by === grid[0] ? grid[1] + 1 : 1];
    rows = [...rows, vector].slice(-kept);
    if (chain >= settings.chain)
      found.set(
        "chain",
        signalOf("near-duplicate-chain", 0.6, step, "Row after row is almost the same as one before it."),
      );
    if (grid[1] >= settings.grid)
      found.set(
        "grid",
        signalOf("grid-walk", 0.7, step, "Row after row moves one feature by the same step."),
      );
  }
  return [{ ...memory, rows, chain, grid }, [...found.values()]];
}

function inspectAnswers(settings: ChainSettings, memory: ChainMemory, step: Step): [ChainMemory, Signal[]] {
  let { answered, steps } = memory;
  let walks = false;
  (step.features ?? []).slice(0, mostRows).forEach((row, i) => {
    const scores = step.predictions?.[i];
    if (scores === undefined || scores.length === 0) return;
    const vector = vectorOf(row);
    const label = classOf(scores);
    const apart = answered === null ? Infinity : distance(answered[0], vector);
    if (apart === 0) return;
    // Attacks begin far apart, between a row of each class; only strangers end the walk.
    const flipped = answered !== null && answered[1] !== label ? 1 : 0;
    steps =
      apart <= 0.7 ? [...steps, [Number(apart.toPrecision(4)), flipped] as const].slice(-mostSteps) : [];
    answered = [vector, label];
    walks ||= isWalk(steps, settings.flips);
  });
  const why = "The class changes to and fro while the rows come closer and closer.";
  return [{ ...memory, answered, steps }, walks ? [signalOf("boundary-walk", 0.9, step, why)] : []];
}

/** Whether the class has changed often while the later half of the steps was at most half as long as the first. */
function isWalk(steps: ChainMemory["steps"], flips: number): boolean {
  if (steps.length < 8 || steps.filter(([, flipped]) => flipped === 1).length < flips) return false;
  const half = Math.floor(steps.length / 2);
  return median(steps.slice(-half)) <= median(steps.slice(0, half)) / 2;
}

function median(steps: ChainMemory["steps"]): number {
  const sorted = steps.map(([length]) => length).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const classOf = (scores: readonly number[]): number =>
  scores.length === 1 ? Number((scores[0] ?? 0) >= 0.5) : scores.indexOf(Math.max(...scores));

const signalOf = (rule: string, score: number, { text = "" }: Step, why: string): Signal => ({
  detector: "feature-chains",
  rule,
  category: rule === "grid-walk" ? "model-theft" : "evasion",
  score,
  start: 0,
  end: text.length,
  why,
});
