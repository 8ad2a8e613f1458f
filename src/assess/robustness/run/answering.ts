import type { GradientModel, Loss, Predictions, Rows } from "../../../contracts/index.ts";
import type { Answer, Question } from "../attack.ts";
import { robustnessErrors } from "../errors.ts";

/** What is attacked: answers to rows, and gradients where the file is at hand. */
export interface AttackedModel {
  readonly predict: (rows: Rows) => Promise<Predictions>;
  readonly gradients?: GradientModel;
}

/** Numbers in one request at most: 32 MB of them. */
export const numbersAtOnce = 4_000_000;

/** Puts the questions of many examples into few requests, and takes the answers apart again. */
export async function answerAll(
  model: AttackedModel,
  questions: readonly Question[],
): Promise<readonly Answer[]> {
  const answers = new Map<Question, Answer>();
  for (const group of groupsOf(questions)) {
    const rows = joined(group.map((question) => question.rows));
    const [first] = group;
    if (first?.kind === "gradient") {
      const asked = group.filter((question) => question.kind === "gradient");
      const labels = Int32Array.from(asked.flatMap((question) => [...question.labels]));
      const { losses, gradients } = await gradientsOf(model, rows, labels, first.loss);
      eachPart(asked, (question, from, to) =>
        answers.set(question, {
          kind: "gradient",
          losses: losses.subarray(from, to),
          gradients: gradients.subarray(from * rows.width, to * rows.width),
        }),
      );
    } else {
      const predictions = await model.predict(rows);
      if (predictions.count !== rows.count || predictions.labels.length !== rows.count)
        throw robustnessErrors.answers(`${rows.count} rows were asked, ${predictions.count} answered.`);
      eachPart(group, (question, from, to) =>
        answers.set(question, { kind: "predict", predictions: partOf(predictions, from, to) }),
      );
    }
  }
  return questions.map((question) => {
    const answer = answers.get(question);
    if (answer === undefined) throw new TypeError("a question was left without an answer");
    return answer;
  });
}

async function gradientsOf(
  model: AttackedModel,
  rows: Rows,
  labels: Int32Array,
  loss: Loss,
): Promise<{ readonly losses: Float64Array; readonly gradients: Float64Array }> {
  if (model.gradients === undefined)
    throw robustnessErrors.access("The attack asks for gradients, and the model gives none.");
  return model.gradients.lossAndGradient(rows, labels, loss);
}

/** Questions of one kind and loss together, as many as fit into a request. */
function groupsOf(questions: readonly Question[]): readonly (readonly Question[])[] {
  const open = new Map<string, { group: Question[]; numbers: number }>();
  const groups: Question[][] = [];
  for (const question of questions) {
    const key = question.kind === "gradient" ? question.loss : "predict";
    const numbers = question.rows.count * question.rows.width;
    const current = open.get(key);
    if (current !== undefined && current.numbers + numbers <= numbersAtOnce) {
      current.group.push(question);
      current.numbers += numbers;
    } else {
      const group = [question];
      groups.push(group);
      open.set(key, { group, numbers });
    }
  }
  return groups;
}

function joined(parts: readonly Rows[]): Rows {
  const [first] = parts;
  if (first === undefined) return { count: 0, width: 0, data: new Float64Array(0) };
  if (parts.length === 1) return first;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const data = new Float64Array(count * first.width);
  let at = 0;
  for (const part of parts) {
    data.set(part.data.subarray(0, part.count * part.width), at);
    at += part.count * part.width;
  }
  return { count, width: first.width, data };
}

function eachPart<Q extends Question>(
  group: readonly Q[],
  visit: (question: Q, from: number, to: number) => void,
): void {
  let at = 0;
  for (const question of group) {
    visit(question, at, at + question.rows.count);
    at += question.rows.count;
  }
}

function partOf(predictions: Predictions, from: number, to: number): Predictions {
  const labels = predictions.labels.subarray(from, to);
  if (predictions.scores === undefined) return { count: to - from, labels };
  const width = predictions.scores.length / predictions.count;
  return { count: to - from, labels, scores: predictions.scores.subarray(from * width, to * width) };
}
