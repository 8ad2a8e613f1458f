import type { JsonValue } from "../../../contracts/index.ts";
import { jsonPath } from "../../../formats/index.ts";
import { remoteErrors } from "../errors.ts";

/** How a model is asked for scores, and where they stand in its answer. */
export interface PredictWire {
  body(text: string): JsonValue;
  /** Scores in the order of the labels. @throws REMOTE_DETECTOR_BAD_ANSWER */
  scores(answer: JsonValue): ReadonlyMap<string, number>;
}

/** `{"inputs": "{{text}}"}` with the text in place of the mark, wherever it stands. */
export function plainJson(options: {
  readonly body: JsonValue;
  readonly scores: string;
  readonly labels: readonly string[] | string;
}): PredictWire {
  const scores = jsonPath(options.scores);
  const labels = typeof options.labels === "string" ? jsonPath(options.labels) : undefined;
  return {
    body: (text) => filled(options.body, text),
    scores: (answer) =>
      pairs(
        labels === undefined ? (options.labels as readonly string[]) : labels.all(answer),
        scores.all(answer),
      ),
  };
}

/** The Open Inference Protocol (KServe v2): one tensor of bytes in, one tensor of numbers out. */
export function kserveV2(options: {
  readonly input: string;
  readonly output?: string;
  readonly labels: readonly string[];
}): PredictWire {
  const outputs = jsonPath("$.outputs[*]");
  const name = jsonPath("$.name");
  const data = jsonPath("$.data[*]");
  return {
    body: (text) => ({ inputs: [{ name: options.input, datatype: "BYTES", shape: [1], data: [text] }] }),
    scores: (answer) => {
      const named = outputs
        .all(answer)
        .filter((one) => options.output === undefined || name.first(one) === options.output);
      const [output] = named;
      if (output === undefined || named.length > 1) throw unreadable();
      return pairs(options.labels, data.all(output));
    },
  };
}

/** Scores of a model that gives logits, as probabilities. */
export function softmax(scores: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const most = Math.max(...scores.values());
  const raised = [...scores].map(([label, score]) => [label, Math.exp(score - most)] as const);
  const sum = raised.reduce((all, [, one]) => all + one, 0);
  return new Map(raised.map(([label, one]) => [label, one / sum]));
}

function pairs(labels: readonly JsonValue[], scores: readonly JsonValue[]): ReadonlyMap<string, number> {
  if (labels.length === 0 || labels.length !== scores.length) throw unreadable();
  const all = new Map<string, number>();
  labels.forEach((label, i) => {
    const score = scores[i];
    if (typeof label !== "string" || typeof score !== "number") throw unreadable();
    all.set(label, score);
  });
  return all;
}

function filled(template: JsonValue, text: string): JsonValue {
  if (typeof template === "string") return template === "{{text}}" ? text : template;
  if (Array.isArray(template)) return template.map((one: JsonValue) => filled(one, text));
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, one]) => [key, one === undefined ? null : filled(one, text)]),
  );
}

const unreadable = (): Error => remoteErrors.badAnswer("The answer holds no score for every label.");
