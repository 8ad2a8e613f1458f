import type { Rows } from "../../contracts/index.ts";

/** Something asked about rows, and where its answer goes. */
export interface Asked<Question extends { readonly rows: Rows }, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export interface TogetherOptions<Question extends { readonly rows: Rows }, Answer> {
  /** Rows in one request at most; a larger question goes alone. */
  readonly most: number;
  /** Requests under way at once. */
  readonly inFlight: number;
  /** Only questions of one kind are put together. */
  readonly kindOf: (question: Question) => string;
  /** Answers the questions that were put together, each of them. */
  readonly answer: (asked: readonly Asked<Question, Answer>[]) => Promise<void>;
}

/**
 * Puts what is asked at the same time into few requests: attacks ask row by row, models are fast by batch. An answer
 * depends on its own rows alone, so what was asked together changes no result.
 *
 * @returns asks one question
 */
export function together<Question extends { readonly rows: Rows }, Answer>(
  options: TogetherOptions<Question, Answer>,
): (question: Question) => Promise<Answer> {
  const { most, inFlight, kindOf, answer } = options;
  const waiting: Asked<Question, Answer>[] = [];
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
        void answer(take(waiting, most, inFlight - running + 1, kindOf)).finally(() => {
          running -= 1;
          schedule();
        });
      }
    });
  };
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      schedule();
    });
}

/** An even share of what waits for each free place, of one kind, and no more than a request may hold. */
function take<Question extends { readonly rows: Rows }, Answer>(
  waiting: Asked<Question, Answer>[],
  most: number,
  places: number,
  kindOf: (question: Question) => string,
): readonly Asked<Question, Answer>[] {
  const [first] = waiting;
  if (first === undefined) return [];
  const kind = kindOf(first.question);
  const same = waiting.filter(({ question }) => kindOf(question) === kind);
  const all = same.reduce((sum, { question }) => sum + question.rows.count, 0);
  const share = Math.min(most, Math.ceil(all / places));
  const taken = new Set<Asked<Question, Answer>>();
  let count = 0;
  for (const asked of same) {
    if (taken.size > 0 && count + asked.question.rows.count > share) break;
    taken.add(asked);
    count += asked.question.rows.count;
  }
  waiting.splice(0, waiting.length, ...waiting.filter((asked) => !taken.has(asked)));
  return [...taken];
}

/** Rows of one width, one part after the other. */
export function joined(parts: readonly Rows[]): Rows {
  const [first] = parts;
  if (first === undefined) return { count: 0, width: 0, data: new Float64Array(0) };
  if (parts.length === 1) return first;
  const { width } = first;
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
