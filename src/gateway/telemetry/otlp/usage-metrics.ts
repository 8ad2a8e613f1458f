import type { ExchangeRecord } from "../../ports.ts";
import { keyValues, type KeyValue } from "./any-value.ts";

/** Bucket bounds that the GenAI conventions give. */
const tokenBounds = Array.from({ length: 14 }, (_, power) => 4 ** power);
const durationBounds = Array.from({ length: 14 }, (_, power) => Number((0.01 * 2 ** power).toFixed(2)));
/** Different sets of attributes; what comes beyond is not counted here. */
const mostSeries = 500;

interface Series {
  readonly attributes: Readonly<Record<string, string>>;
  readonly counts: number[];
  sum: number;
  count: number;
  min: number;
  max: number;
}

export interface OtlpHistogram {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly histogram: {
    /** 2: cumulative. */
    readonly aggregationTemporality: 2;
    readonly dataPoints: readonly {
      readonly attributes: readonly KeyValue[];
      readonly startTimeUnixNano: string;
      readonly timeUnixNano: string;
      readonly count: string;
      readonly sum: number;
      readonly min: number;
      readonly max: number;
      readonly bucketCounts: readonly string[];
      readonly explicitBounds: readonly number[];
    }[];
  };
}

class HistogramSeries {
  readonly #bounds: readonly number[];
  readonly #series = new Map<string, Series>();

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
  }

  add(attributes: Readonly<Record<string, string>>, value: number): void {
    if (!Number.isFinite(value)) return;
    const key = JSON.stringify(attributes);
    let series = this.#series.get(key);
    if (series === undefined) {
      if (this.#series.size >= mostSeries) return;
      const counts = Array.from({ length: this.#bounds.length + 1 }, () => 0);
      series = { attributes, counts, sum: 0, count: 0, min: Infinity, max: -Infinity };
      this.#series.set(key, series);
    }
    // Upper bounds are inclusive.
    const found = this.#bounds.findIndex((bound) => value <= bound);
    const bucket = found === -1 ? this.#bounds.length : found;
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.sum += value;
    series.count += 1;
    series.min = Math.min(series.min, value);
    series.max = Math.max(series.max, value);
  }

  points(start: string, now: string): OtlpHistogram["histogram"]["dataPoints"] {
    return [...this.#series.values()].map(({ attributes, counts, sum, count, min, max }) => ({
      attributes: keyValues(attributes),
      startTimeUnixNano: start,
      timeUnixNano: now,
      count: String(count),
      sum,
      min,
      max,
      bucketCounts: counts.map(String),
      explicitBounds: this.#bounds,
    }));
  }
}

/** `gen_ai.client.token.usage` and `gen_ai.client.operation.duration`, added up since the start. */
export class UsageMetrics {
  readonly #start: number;
  readonly #tokens = new HistogramSeries(tokenBounds);
  readonly #durations = new HistogramSeries(durationBounds);

  /** @param start milliseconds since the epoch */
  constructor(start: number) {
    this.#start = start;
  }

  add(entry: ExchangeRecord, provider = "unknown"): void {
    const model = entry.request?.exchange.model;
    const attributes = {
      "gen_ai.operation.name": entry.operation,
      "gen_ai.provider.name": provider,
      ...(model === undefined ? {} : { "gen_ai.request.model": model.slice(0, 200).toWellFormed() }),
    };
    if (entry.attempts > 0) {
      const { inputTokens, outputTokens } = entry.usage;
      this.#tokens.add({ ...attributes, "gen_ai.token.type": "input" }, inputTokens);
      this.#tokens.add({ ...attributes, "gen_ai.token.type": "output" }, outputTokens);
    }
    const failed = entry.problem === undefined ? {} : { "error.type": entry.problem.code };
    this.#durations.add({ ...attributes, ...failed }, entry.durationMs / 1_000);
  }

  /** @param now milliseconds since the epoch */
  metrics(now: number): OtlpHistogram[] {
    const [start, time] = [this.#start, now].map((at) => `${Math.round(at)}000000`);
    const made = (
      name: string,
      unit: string,
      description: string,
      series: HistogramSeries,
    ): OtlpHistogram[] => {
      const dataPoints = series.points(start ?? "0", time ?? "0");
      return dataPoints.length === 0
        ? []
        : [{ name, unit, description, histogram: { aggregationTemporality: 2, dataPoints } }];
    };
    return [
      ...made(
        "gen_ai.client.token.usage",
        "{token}",
        "Number of input and output tokens used.",
        this.#tokens,
      ),
      ...made("gen_ai.client.operation.duration", "s", "GenAI operation duration.", this.#durations),
    ];
  }
}
