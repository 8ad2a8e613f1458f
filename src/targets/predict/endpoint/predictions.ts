import type { JsonValue, OutputSpec, Predictions } from "../../../contracts/index.ts";
import { visibleText } from "../../../formats/index.ts";
import { AnswerProblem, type Told } from "./dialect.ts";

/**
 * What was told, as predictions in the order of the rows. Adaptations that are no guesses: one probability for two
 * classes becomes two scores; the label follows from scores where none is told; numbers that are none (null, "NaN")
 * stay none, and the row has no label.
 *
 * @throws AnswerProblem where rows are missing, too many, twice, or of another width
 */
export function predictionsOf(told: Told, count: number, output: OutputSpec): Predictions {
  const order = orderOf(told, count);
  const at = <T>(list: readonly T[], row: number): T | undefined => list[order?.[row] ?? row];
  const { scores, labels } = told;
  if (scores === undefined && labels === undefined)
    throw new AnswerProblem("there are neither scores nor labels");
  refuseCount("scores", scores, count);
  refuseCount("labels", labels, count);
  const needsScores = output.kind !== "label";
  if (needsScores && scores === undefined) throw new AnswerProblem(`there are labels, and no ${output.kind}`);
  const numbers = needsScores && scores !== undefined ? new Float64Array(count * output.width) : undefined;
  const chosen = new Int32Array(count).fill(-1);
  for (let row = 0; row < count; row++) {
    if (numbers !== undefined && scores !== undefined)
      numbers.set(numbersOf(at(scores, row), row, output), row * output.width);
    if (output.kind === "label" || output.kind === "score")
      chosen[row] =
        labels !== undefined
          ? classOf(at(labels, row), output)
          : output.kind === "label"
            ? classOfScores(numbersOf(at(scores ?? [], row), row, output))
            : classOfScores(numbers?.subarray(row * output.width, (row + 1) * output.width) ?? []);
  }
  return { count, labels: chosen, ...(numbers === undefined ? {} : { scores: numbers }) };
}

/** Where the answer to each row stands; undefined where the endpoint does not say and keeps the order. */
function orderOf({ positions }: Told, count: number): Int32Array | undefined {
  if (positions === undefined) return undefined;
  refuseCount("positions", positions, count);
  const order = new Int32Array(count).fill(-1);
  positions.forEach((position, at) => {
    const row = typeof position === "string" && position.trim() !== "" ? Number(position) : position;
    if (typeof row !== "number" || !Number.isInteger(row) || row < 0 || row >= count)
      throw new AnswerProblem(`answer ${at} names no row that was sent`);
    if ((order[row] ?? 0) >= 0) throw new AnswerProblem(`row ${row} is answered twice`);
    order[row] = at;
  });
  return order;
}

function refuseCount(what: string, list: readonly JsonValue[] | undefined, count: number): void {
  if (list !== undefined && list.length !== count)
    throw new AnswerProblem(`${count} rows were sent, and ${list.length} ${what} came back`);
}

function numbersOf(
  value: JsonValue | undefined,
  row: number,
  { kind, width }: OutputSpec,
): readonly number[] {
  const list = flat(value);
  if (kind !== "embedding" && kind !== "value" && width === 2 && list.length === 1) {
    const [one = NaN] = list;
    // A number alone is the share of the second class where it can be one; a margin otherwise.
    return one >= 0 && one <= 1 ? [1 - one, one] : [-one, one];
  }
  if (list.length !== width)
    throw new AnswerProblem(`row ${row} has ${list.length} numbers, and ${width} were expected`);
  return list;
}

/** Numbers of a row, whatever lists they stand in: `[[0.1], [0.9]]` is two. */
function flat(value: JsonValue | undefined): readonly number[] {
  const numbers: number[] = [];
  const open: (JsonValue | undefined)[] = [value];
  for (let one = open.pop(); open.length > 0 || one !== undefined; one = open.pop()) {
    if (Array.isArray(one)) for (let i = one.length - 1; i >= 0; i--) open.push(one[i] ?? null);
    else numbers.push(numberOf(one));
  }
  return numbers;
}

function numberOf(value: JsonValue | undefined): number {
  if (typeof value === "number") return value;
  if (value === null || value === "NaN") return NaN;
  if (value === "Infinity") return Infinity;
  if (value === "-Infinity") return -Infinity;
  throw new AnswerProblem(
    `\`${visibleText(JSON.stringify(value) ?? "nothing").slice(0, 60)}\` stands where a number belongs`,
  );
}

function classOf(value: JsonValue | undefined, { classes, width }: OutputSpec): number {
  const [only] = Array.isArray(value) && value.length === 1 ? value : [value];
  if (typeof only === "boolean") return only ? 1 : 0;
  // By name first, as in data files: a class named "8" is not the ninth.
  const named =
    typeof only === "string" || typeof only === "number" ? (classes?.indexOf(String(only)) ?? -1) : -1;
  if (named >= 0) return named;
  const number = typeof only === "string" && only.trim() !== "" ? Number(only) : only;
  if (number === null || number === undefined || Number.isNaN(number)) return -1;
  if (typeof number === "number" && Number.isInteger(number) && number >= 0 && number < width) return number;
  throw new AnswerProblem(
    `\`${visibleText(JSON.stringify(only) ?? "nothing").slice(0, 60)}\` is no class of the model`,
  );
}

function classOfScores(scores: ArrayLike<number>): number {
  let best = -1;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? NaN;
    if (Number.isNaN(score)) return -1;
    if (best < 0 || score > (scores[best] ?? NaN)) best = i;
  }
  return best;
}
