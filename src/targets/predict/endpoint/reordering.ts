import type { Predictions, RandomSource, Rows } from "../../../contracts/index.ts";

const drawn = 6;
/** Of two rows with different answers: neither the reverse of it nor any sorting of it looks the same. */
const pattern = [1, 1, 0, 1, 0, 0];
/** Where fewer fit into a request: either alone could be its own sorting, both cannot. */
const short = [
  [1, 0, 0, 0],
  [0, 1, 1, 1],
];

/** What a batch of rows says beside the same rows asked for one by one. */
export type Ordering = "kept" | "changed" | "answers-differ" | "cannot-tell";

/**
 * Whether an endpoint answers in the order of the rows. A few rows are asked for alone, and those with answers of
 * their own together, some of them more than once: the same answers elsewhere in the batch are a change of order,
 * answers that are not there at all are another matter, such as noise.
 */
export async function orderingOf(
  ask: (rows: Rows) => Promise<Predictions>,
  rowsOf: {
    readonly width: number;
    readonly maxBatch: number;
    readonly draw: (random: RandomSource) => Float64Array;
  },
  random: RandomSource,
): Promise<Ordering> {
  const { width, maxBatch, draw } = rowsOf;
  const alone = new Map<string, Float64Array>();
  for (let i = 0; i < drawn; i++) {
    const row = draw(random.derive(`row ${i}`));
    const answer = answerAt(await ask({ count: 1, width, data: row }), 0);
    if (!alone.has(answer)) alone.set(answer, row);
  }
  const known = [...alone];
  if (known.length < 2 || maxBatch < 2) return "cannot-tell";
  const others = known.slice(2).map((_, i) => i + 2);
  const batches = maxBatch < pattern.length ? short : [[...pattern, ...others]];
  let ordering: Ordering = "kept";
  for (const batch of batches) {
    const places = batch.slice(0, maxBatch);
    const data = new Float64Array(places.length * width);
    places.forEach((from, i) => data.set(known[from]?.[1] ?? [], i * width));
    const together = await ask({ count: places.length, width, data });
    const wanted = places.map((from) => known[from]?.[0] ?? "");
    const got = places.map((_, i) => answerAt(together, i));
    if (sameList(got, wanted)) continue;
    if (sameList(inOrder(got), inOrder(wanted))) return "changed";
    ordering = "answers-differ";
  }
  return ordering;
}

const inOrder = (list: readonly string[]): readonly string[] => list.toSorted((a, b) => (a < b ? -1 : 1));

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.every((one, i) => one === b[i]) && a.length === b.length;

/** An answer, to four digits: batches are computed in another order of additions. */
function answerAt({ labels, scores, count }: Predictions, i: number): string {
  const width = scores === undefined ? 0 : scores.length / count;
  const told = scores === undefined ? [] : [...scores.subarray(i * width, (i + 1) * width)];
  return JSON.stringify([labels[i], told.map((score) => score.toPrecision(4))]);
}
