import type { GradientModel, LocalModel, Loss, Rows } from "../../contracts/index.ts";
import { joined, together } from "./together.ts";

interface Question {
  readonly rows: Rows;
  readonly labels: Int32Array;
  readonly loss: Loss;
}

type Told = Awaited<ReturnType<GradientModel["lossAndGradient"]>>;

/** A local model whose gradients are asked for many units at once. */
export function batchedLocal(local: LocalModel, most: number): LocalModel {
  let batched: Promise<GradientModel> | undefined;
  return {
    access: local.access,
    lacks: local.lacks,
    bytes: () => local.bytes(),
    gradients: () => (batched ??= local.gradients().then((model) => batchedGradients(model, most))),
  };
}

function batchedGradients(model: GradientModel, most: number): GradientModel {
  const ask = together<Question, Told>({
    most,
    inFlight: 1,
    kindOf: ({ loss }) => loss,
    answer: async (asked) => {
      const [first] = asked;
      if (first === undefined) return;
      const rows = joined(asked.map(({ question }) => question.rows));
      const labels = new Int32Array(rows.count);
      let at = 0;
      for (const { question } of asked) {
        labels.set(question.labels, at);
        at += question.rows.count;
      }
      try {
        const { losses, gradients } = await model.lossAndGradient(rows, labels, first.question.loss);
        let from = 0;
        for (const { question, resolve } of asked) {
          const to = from + question.rows.count;
          resolve({
            losses: losses.slice(from, to),
            gradients: gradients.slice(from * rows.width, to * rows.width),
          });
          from = to;
        }
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    },
  });
  return {
    input: model.input,
    output: model.output,
    logits: (rows) => model.logits(rows),
    lossAndGradient: (rows, labels, loss) => ask({ rows, labels, loss }),
  };
}
