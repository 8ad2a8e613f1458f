import type { Predictions, RandomSource } from "../../../contracts/index.ts";
import type { AttackOutcome } from "../attack.ts";
import { robustnessErrors } from "../errors.ts";
import { inLockstep, type Worker } from "../run/index.ts";

/** One text under attack. */
export interface TextExample {
  readonly id: string;
  readonly text: string;
  readonly label: number;
}

export interface TextRecord {
  readonly id: string;
  readonly attack: string;
  readonly label: number;
  readonly cleanLabel: number;
  readonly outcome: AttackOutcome;
  readonly adversarial?: string;
  readonly adversarialLabel?: number;
  /** Characters (code points) put in, taken out or replaced: Levenshtein's distance, or a bound the attack knows. */
  readonly edits?: number;
  readonly queries: number;
  readonly note?: string;
}

export interface TextContext {
  readonly example: TextExample;
  readonly random: RandomSource;
  /** The lead of the true class in an answer; below zero the model is wrong. Labels alone give 1 and −1. */
  readonly margins: (predictions: Predictions) => Float64Array;
}

/** An attack on one text: asks with texts of which it knows the number of edits. */
export interface TextAttack {
  readonly name: string;
  steps(context: TextContext): Generator<readonly EditedText[], undefined, Predictions>;
}

export interface EditedText {
  readonly text: string;
  readonly edits: number;
  /** Asked to learn from: taking out the word that decides is no attack, it changes what the text says. */
  readonly probe?: true;
}

export interface TextRun {
  readonly predict: (texts: readonly string[]) => Promise<Predictions>;
  readonly examples: readonly TextExample[];
  /** Each example draws from a stream of its own. */
  readonly random: RandomSource;
  readonly budget: number;
  readonly margins: (predictions: Predictions, label: number) => Float64Array;
  readonly together?: number;
  readonly signal?: AbortSignal;
  readonly onRecord?: (record: TextRecord) => void | Promise<void>;
}

/** Attacks texts as `runAttack` attacks rows: batched, counted, and believed only where the model was seen wrong. */
export async function runTextAttack(attack: TextAttack, run: TextRun): Promise<readonly TextRecord[]> {
  const records = new Map<string, TextRecord>();
  function* workers(): Generator<Worker<readonly EditedText[], Predictions, TextRecord>, void, unknown> {
    for (const example of run.examples)
      yield {
        steps: attackOne(attack, run, example),
        done: (record) => {
          records.set(record.id, record);
          return run.onRecord?.(record);
        },
      };
  }
  await inLockstep(workers(), run.together ?? 50, (questions) => answerTexts(run, questions), run.signal);
  return run.examples.flatMap(({ id }) => records.get(id) ?? []);
}

async function answerTexts(
  { predict }: TextRun,
  questions: readonly (readonly EditedText[])[],
): Promise<Predictions[]> {
  const texts = questions.flat().map(({ text }) => text);
  const all = await predict(texts);
  if (all.labels.length !== texts.length)
    throw robustnessErrors.answers(`${texts.length} texts were asked, ${all.labels.length} answered.`);
  const width = all.scores === undefined ? 0 : all.scores.length / texts.length;
  let at = 0;
  return questions.map((question) => {
    const from = at;
    at += question.length;
    const labels = all.labels.subarray(from, at);
    return all.scores === undefined
      ? { count: question.length, labels }
      : { count: question.length, labels, scores: all.scores.subarray(from * width, at * width) };
  });
}

function* attackOne(
  attack: TextAttack,
  run: TextRun,
  example: TextExample,
): Generator<readonly EditedText[], TextRecord, Predictions> {
  const base = { id: example.id, attack: attack.name, label: example.label };
  if (example.text === "" || run.budget < 1)
    return { ...base, cleanLabel: -1, outcome: "refused", queries: 0, note: "no text, or no query allowed" };
  const clean = yield [{ text: example.text, edits: 0 }];
  const cleanLabel = clean.labels[0] ?? -1;
  let queries = 1;
  if (cleanLabel < 0)
    return { ...base, cleanLabel, outcome: "refused", queries, note: "no answer to the text" };
  if (cleanLabel !== example.label) return { ...base, cleanLabel, outcome: "clean-wrong", queries };
  const steps = attack.steps({
    example,
    random: run.random.derive(attack.name).derive(example.id),
    margins: (predictions) => run.margins(predictions, example.label),
  });
  let step = steps.next();
  while (step.done !== true) {
    const asked = step.value;
    if (asked.length > run.budget - queries) break;
    const answer = yield asked;
    queries += asked.length;
    const wrong = [...asked.keys()].filter((i) => {
      const label = answer.labels[i] ?? -1;
      return asked[i]?.probe !== true && label >= 0 && label !== example.label;
    });
    const [best] = wrong.toSorted((a, b) => (asked[a]?.edits ?? 0) - (asked[b]?.edits ?? 0));
    const found = best === undefined ? undefined : asked[best];
    if (best !== undefined && found !== undefined)
      return {
        ...base,
        cleanLabel,
        outcome: "success",
        adversarial: found.text,
        adversarialLabel: answer.labels[best] ?? -1,
        edits: found.edits,
        queries,
      };
    step = steps.next(answer);
  }
  steps.return(undefined);
  return { ...base, cleanLabel, outcome: "failed-within-budget", queries };
}
