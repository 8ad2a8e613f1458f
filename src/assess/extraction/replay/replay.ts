import type {
  FeatureRow,
  Interval,
  InputSpec,
  JsonValue,
  StatefulDetector,
  Step,
} from "../../../contracts/index.ts";
import { clopperPearson } from "../../../stats/index.ts";
import type { AnsweredRows } from "../answered.ts";

export interface ReplayOptions {
  readonly input: InputSpec;
  /** Milliseconds between two requests (default 1000). */
  readonly pace?: number;
  /** Rows in a request (default 1). */
  readonly rowsPerRequest?: number;
}

/** What a detector said of one stream: by rule, the query at whose request it first spoke. Nothing: it was silent. */
export type Alarms = Readonly<Record<string, number>>;

/**
 * Replays a stream of queries against a detector as a guard would see it: each request with its rows as features, its
 * answer with the scores or, where the model tells none, the number of the class. Features have the names of the
 * model's input, or `x[0]`, `x[1]`, … as in a request that names none. Nothing is sent anywhere.
 */
export function replay(
  detector: StatefulDetector,
  { rows, labels, classes, chances }: AnsweredRows,
  { input, pace = 1000, rowsPerRequest = 1 }: ReplayOptions,
): Alarms {
  const first: Record<string, number> = {};
  const names = featureNames(input, rows.width);
  let memory: JsonValue = detector.init();
  let at = 0;
  for (let from = 0; from < rows.count; from += rowsPerRequest) {
    const until = Math.min(rows.count, from + rowsPerRequest);
    const numbers = Array.from({ length: until - from }, (_, i) => from + i);
    const features = numbers.map((row): FeatureRow => {
      const own = rows.data.subarray(row * rows.width, (row + 1) * rows.width);
      return Object.fromEntries(names.map((name, i) => [name, own[i] ?? null]));
    });
    const predictions = numbers.map((row) =>
      chances === undefined ? [labels[row] ?? -1] : [...chances.subarray(row * classes, (row + 1) * classes)],
    );
    at += pace;
    const base = { at, principal: { id: "replayed", verified: true }, features };
    const steps: Step[] = [
      { ...base, stage: "input" },
      { ...base, stage: "output", predictions },
    ];
    for (const step of steps) {
      if (!detector.stages.includes(step.stage)) continue;
      const [next, signals] = detector.step(memory, step);
      memory = next;
      for (const { rule } of signals) first[rule] ??= until;
    }
  }
  return first;
}

export const featureNames = ({ features }: InputSpec, width: number): readonly string[] =>
  Array.from({ length: width }, (_, i) => features?.[i] ?? `x[${i}]`);

/** How many of several streams a detector spoke of. */
export interface Detection {
  readonly streams: number;
  readonly detected: number;
  readonly share: number;
  readonly interval: Interval;
  /** Queries until it spoke, of the stream in the middle of all; absent where fewer than half were detected. */
  readonly medianDelay?: number;
  /** The same by rule. */
  readonly rules: Readonly<Record<string, { readonly detected: number; readonly medianDelay?: number }>>;
}

/** Over streams that differ in their seed. Silence counts as a delay beyond the stream's end. */
export function detectionOf(alarms: readonly Alarms[], confidence = 0.95): Detection {
  const delays = alarms.map((one) => Math.min(...Object.values(one)));
  const names = [...new Set(alarms.flatMap((one) => Object.keys(one)))].sort();
  const detected = delays.filter(Number.isFinite).length;
  const n = alarms.length;
  return {
    streams: n,
    detected,
    share: n === 0 ? 0 : detected / n,
    interval: clopperPearson(detected, n, confidence),
    ...median(delays),
    rules: Object.fromEntries(
      names.map((rule) => {
        const own = alarms.map((one) => one[rule] ?? Infinity);
        return [rule, { detected: own.filter(Number.isFinite).length, ...median(own) }];
      }),
    ),
  };
}

/** The lower of the two in the middle, so that it is one that was seen. */
function median(delays: readonly number[]): { readonly medianDelay?: number } {
  const middle = delays.toSorted((a, b) => a - b)[(delays.length - 1) >> 1];
  return middle === undefined || !Number.isFinite(middle) ? {} : { medianDelay: middle };
}
