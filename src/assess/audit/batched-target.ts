import type { PredictContext, Predictions, PredictTarget, Rows } from "../../contracts/index.ts";
import { endsRun } from "../../targets/index.ts";

interface Job {
  readonly rows: Rows;
  readonly context: PredictContext;
  readonly resolve: (predictions: Predictions) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts what many units ask at the same time into few requests: attacks ask row by row, endpoints are fast by batch.
 * An answer depends on its own rows alone, so what was asked together changes no result. Where a shared request
 * fails, each is asked again by itself, so that one bad row spoils no other.
 *
 * @param inFlight requests under way at once
 */
export function batchedTarget(target: PredictTarget, inFlight: number): PredictTarget {
  const waiting: Job[] = [];
  let running = 0;
  let scheduled = false;
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    // After everything that is ready has asked.
    setImmediate(() => {
      scheduled = false;
      while (running < inFlight && waiting.length > 0) {
        running += 1;
        void answerTogether(target, take(waiting, target.maxBatch, inFlight - running + 1)).finally(() => {
          running -= 1;
          schedule();
        });
      }
    });
  };
  return {
    ...target,
    predict: (rows, context) =>
      new Promise((resolve, reject) => {
        waiting.push({ rows, context, resolve, reject });
        schedule();
      }),
  };
}

/** An even share of what waits for each free place, and no more than a request may hold. */
function take(waiting: Job[], maxBatch: number, places: number): readonly Job[] {
  const all = waiting.reduce((sum, { rows }) => sum + rows.count, 0);
  const most = Math.min(maxBatch, Math.ceil(all / places));
  let count = 0;
  let taken = 0;
  for (const { rows } of waiting) {
    if (taken > 0 && count + rows.count > most) break;
    taken += 1;
    count += rows.count;
  }
  return waiting.splice(0, taken);
}

async function answerTogether(target: PredictTarget, jobs: readonly Job[]): Promise<void> {
  const [first] = jobs;
  if (first === undefined) return;
  if (jobs.length === 1) {
    await answerOne(target, first);
    return;
  }
  let predictions: Predictions;
  try {
    predictions = await target.predict(joined(jobs.map(({ rows }) => rows)), first.context);
  } catch (error) {
    if (first.context.signal.aborted || endsRun(error)) for (const { reject } of jobs) reject(error);
    else for (const job of jobs) await answerOne(target, job);
    return;
  }
  let from = 0;
  for (const { rows, resolve } of jobs) {
    resolve(partOf(predictions, from, from + rows.count));
    from += rows.count;
  }
}

async function answerOne(target: PredictTarget, { rows, context, resolve, reject }: Job): Promise<void> {
  try {
    resolve(await target.predict(rows, context));
  } catch (error) {
    reject(error);
  }
}

function joined(parts: readonly Rows[]): Rows {
  const width = parts[0]?.width ?? 0;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const data = new Float64Array(count * width);
  let at = 0;
  for (const part of parts) {
    if (part.width !== width) throw new RangeError(`rows of ${part.width} among rows of ${width}`);
    data.set(part.data.subarray(0, part.count * width), at);
    at += part.count * width;
  }
  return { count, width, data };
}

function partOf({ count, labels, scores }: Predictions, from: number, to: number): Predictions {
  const part = { count: to - from, labels: labels.slice(from, to) };
  if (scores === undefined) return part;
  const width = scores.length / count;
  return { ...part, scores: scores.slice(from * width, to * width) };
}
