import { z } from "zod";
import type { Signal, StatefulDetector, Step } from "../../../contracts/index.ts";
import { shortDigest } from "../digest.ts";
import { readSettings } from "../settings.ts";
import { likeness, sketchOf } from "../sketch.ts";
import { walkOn, type NumberWalk } from "./enumeration.ts";

const extractionSchema = z.strictObject({
  /** Share of the last 64 requests of which the rules speak. */
  share: z.number().min(0.3).max(1).default(0.6),
  /** How many requests that count on by the same step are an enumeration. */
  run: z.int().min(4).max(1000).default(12),
  /** Different requests in an hour. */
  perHour: z.int().min(10).max(1_000_000).default(1_000),
  /** The distance of the two highest scores below which a prediction is near a boundary. */
  margin: z.number().gt(0).max(0.5).default(0.1),
});
type ExtractionSettings = z.output<typeof extractionSchema>;

type ExtractionMemory = {
  readonly sketches: readonly string[];
  /** For each of the last requests: template, and `1` when it resembles an earlier one. */
  readonly last: readonly (readonly [string, 0 | 1])[];
  readonly walks: readonly NumberWalk[];
  /** Last predictions: `1` near a boundary. */
  readonly margins: string;
  readonly hour: readonly [number, number];
};

const mostSketches = 48;
const window = 64;
/** Shorter texts resemble each other by nature. */
const leastLength = 24;

/**
 * Streams of requests that draw a model's knowledge out of it rather than use it: one template with changing
 * words, numbers counted on, streams in which most requests resemble earlier ones, many different requests in an
 * hour, and predictions asked for beside the boundary (template and coverage: what model-extraction work on language
 * models describes, such as arXiv 2606.05725; distributions of rows: `query-distribution`). Programs that work through a list do the
 * same: rules on this should ask for more than one signal, or leave such callers out.
 *
 * Measured (seeded, `extraction.test.ts`): 0 of 1,000 benign callers with 100 requests each, of which one in six
 * repeats an earlier one in other words, alarm; 100 of 100 scripted extractors do, at request 64 to 66.
 *
 * Rules: `templated-queries` (0.5), `near-duplicate-stream` (0.5), `enumeration` (0.8), `mass-querying` (0.5),
 * `low-margin-queries` (0.6). Texts are kept as sketches and digests only.
 */
export const detector: StatefulDetector<ExtractionMemory> = detectorOf(readSettings(extractionSchema, {}));

function detectorOf(settings: ExtractionSettings): StatefulDetector<ExtractionMemory> {
  return {
    id: "extraction",
    version: "1.0.0",
    about: "Streams of requests that draw out what a model knows.",
    stages: ["input", "output"],
    key: "principal",
    remembers: 86_400,
    init: () => ({ sketches: [], last: [], walks: [], margins: "", hour: [0, 0] }),
    step: (memory, step) => {
      if (step.predictions !== undefined) return inspectMargins(settings, memory, step, step.predictions);
      if (step.stage !== "input" || step.text === undefined || step.text.length < leastLength)
        return [memory, []];
      return inspectQuery(settings, memory, step, step.text);
    },
    configure: (given) => detectorOf(readSettings(extractionSchema, given)),
  };
}

function inspectQuery(
  settings: ExtractionSettings,
  memory: ExtractionMemory,
  { at }: Step,
  text: string,
): [ExtractionMemory, Signal[]] {
  const sketch = sketchOf(text);
  const again = memory.sketches.includes(sketch);
  // A request that comes again word for word draws nothing out.
  if (again) return [memory, []];
  const near = memory.sketches.some((other) => likeness(other, sketch) >= 0.4);
  const last = [...memory.last, [templateOf(text), near ? 1 : 0] as const].slice(-window);
  const walks = walkOn(memory.walks, text);
  const now = Math.floor(at / 3_600_000);
  const hour = [now, memory.hour[0] === now ? memory.hour[1] + 1 : 1] as const;
  const next = { ...memory, sketches: [...memory.sketches, sketch].slice(-mostSketches), last, walks, hour };
  const signals: Signal[] = [];
  const say = sayer(signals, text);
  if (walks !== memory.walks && (walks.at(-1)?.run ?? 0) >= settings.run)
    say("enumeration", 0.8, "Requests of one form count on number by number.");
  if (last.length === window) {
    const counts = new Map<string, number>();
    for (const [template] of last) counts.set(template, (counts.get(template) ?? 0) + 1);
    if (Math.max(...counts.values()) >= settings.share * window)
      say("templated-queries", 0.5, "Most of the last requests fill one template with changing words.");
    if (last.filter(([, one]) => one === 1).length >= settings.share * window)
      say("near-duplicate-stream", 0.5, "Most of the last requests resemble earlier ones.");
  }
  if (hour[1] === settings.perHour + 1)
    say("mass-querying", 0.5, "There are more different requests in this hour than are allowed.");
  return [next, signals];
}

function inspectMargins(
  settings: ExtractionSettings,
  memory: ExtractionMemory,
  { text = "" }: Step,
  predictions: NonNullable<Step["predictions"]>,
): [ExtractionMemory, Signal[]] {
  const flags = predictions.slice(-window).map((scores) => (marginOf(scores) < settings.margin ? "1" : "0"));
  const margins = (memory.margins + flags.join("")).slice(-window);
  const signals: Signal[] = [];
  const low = margins.replaceAll("0", "").length;
  if (margins.length === window && low >= settings.share * window)
    sayer(signals, text)(
      "low-margin-queries",
      0.6,
      "Most of the last predictions were asked for beside a boundary.",
    );
  return [{ ...memory, margins }, signals];
}

/** The distance of the two highest scores; of a single score, from even. */
function marginOf(scores: readonly number[]): number {
  if (scores.length < 2) return Math.abs((scores[0] ?? 1) - 0.5) * 2;
  const [first = 0, second = 0] = [...scores].sort((a, b) => b - a);
  return first - second;
}

/** The first four words, numbers taken out: what requests made from one template share. */
const templateOf = (text: string): string =>
  shortDigest(
    text.slice(0, 400).toLowerCase().replaceAll(/\d+/gu, "#").split(/\s+/u).slice(0, 4).join(" "),
  ).slice(0, 6);

const sayer =
  (signals: Signal[], text: string) =>
  (rule: string, score: number, why: string): void => {
    signals.push({
      detector: "extraction",
      rule,
      category: "model-theft",
      score,
      start: 0,
      end: text.length,
      why,
    });
  };
