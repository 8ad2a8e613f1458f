import type { PredictContext, Predictions, PredictTarget, Rows } from "../../contracts/index.ts";
import { endsRun } from "../../targets/index.ts";
import { batchedLocal } from "./batched-local.ts";
import { joined, together, type Asked } from "./together.ts";

interface Question {
  readonly rows: Rows;
  readonly context: PredictContext;
}

/**
 * A target that puts what many units ask at the same time into few requests. Where a shared request fails, each is
 * asked again by itself, so that one bad row spoils no other.
 *
 * @param inFlight requests under way at once
 */
export function batchedTarget(target: PredictTarget, inFlight: number): PredictTarget {
  const ask = together<Question, Predictions>({
    most: target.maxBatch,
    inFlight,
    kindOf: () => "predict",
    answer: (asked) => answerTogether(target, asked),
  });
  return {
    ...target,
    predict: (rows, context) => ask({ rows, context }),
    ...(target.local === undefined ? {} : { local: batchedLocal(target.local, target.maxBatch) }),
  };
}

async function answerTogether(
  target: PredictTarget,
  asked: readonly Asked<Question, Predictions>[],
): Promise<void> {
  const [first, ...others] = asked;
  if (first === undefined) return;
  if (others.length === 0) {
    await answerOne(target, first);
    return;
  }
  const { context } = first.question;
  let predictions: Predictions;
  try {
    predictions = await target.predict(joined(asked.map(({ question }) => question.rows)), context);
  } catch (error) {
    if (context.signal.aborted || endsRun(error)) for (const { reject } of asked) reject(error);
    else for (const one of asked) await answerOne(target, one);
    return;
  }
  let from = 0;
  for (const { question, resolve } of asked) {
    resolve(partOf(predictions, from, from + question.rows.count));
    from += question.rows.count;
  }
}

async function answerOne(
  target: PredictTarget,
  { question, resolve, reject }: Asked<Question, Predictions>,
): Promise<void> {
  try {
    resolve(await target.predict(question.rows, question.context));
  } catch (error) {
    reject(error);
  }
}

function partOf({ count, labels, scores }: Predictions, from: number, to: number): Predictions {
  const part = { count: to - from, labels: labels.slice(from, to) };
  if (scores === undefined) return part;
  const width = scores.length / count;
  return { ...part, scores: scores.slice(from * width, to * width) };
}
