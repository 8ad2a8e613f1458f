/** A piece of work that asks and is answered, until it has its result. */
export interface Worker<Question, Answer, Result> {
  readonly steps: Generator<Question, Result, Answer>;
  /** Called once, when the work ends. */
  readonly done: (result: Result) => void | Promise<void>;
}

/**
 * Runs many pieces of work together: each round takes the next question of every one that is under way, has them
 * answered in one go, and hands the answers back. Work sees its own answers only, so its result does not depend
 * on what it ran beside.
 *
 * @param workers taken from as places become free, so a million examples are not all begun at once.
 * @param together how many are under way at a time.
 */
export async function inLockstep<Question, Answer, Result>(
  workers: Iterator<Worker<Question, Answer, Result>>,
  together: number,
  answer: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  signal?: AbortSignal,
): Promise<void> {
  let waiting: { readonly worker: Worker<Question, Answer, Result>; readonly question: Question }[] = [];
  const begin = async (): Promise<void> => {
    while (waiting.length < together) {
      const next = workers.next();
      if (next.done === true) return;
      const first = next.value.steps.next();
      if (first.done === true) await next.value.done(first.value);
      else waiting.push({ worker: next.value, question: first.value });
    }
  };
  await begin();
  while (waiting.length > 0) {
    signal?.throwIfAborted();
    const asked = waiting;
    const answers = await answer(asked.map(({ question }) => question));
    waiting = [];
    for (const [i, { worker }] of asked.entries()) {
      // As many answers as questions: `answer` maps them.
      const step = worker.steps.next(answers[i] as Answer);
      if (step.done === true) await worker.done(step.value);
      else waiting.push({ worker, question: step.value });
    }
    await begin();
  }
}
