import { shapiroWilk } from "../../stats/index.ts";

/** What is kept of the rows a caller had answered. Plain JSON, under 14 kB. */
export type LeastDistances = {
  /** Class and point of the last rows; points as text, 18 bits a number. */
  readonly rows: readonly (readonly [number, string])[];
  /** For each class how many distances were seen, and about what they are. */
  readonly classes: readonly (readonly [number, number, number])[];
  /** The last distances, as shares of what is usual for their class. */
  readonly distances: readonly number[];
  /** Distances since the last test. */
  readonly since: number;
};

export const noDistances: LeastDistances = { rows: [], classes: [], distances: [], since: 0 };

const mostRows = 128;
const mostClasses = 32;
const tested = 100;
const between = 25;
/** A class says what is usual in it after so many. */
const settled = 8;
const unit = 2 ** 12;

/**
 * Takes on a row with the class it was answered with, and says how normal the distances of the last hundred rows to
 * the nearest earlier one of their class are: Shapiro and Wilk's W, distances beyond three deviations left out, as
 * PRADA does (Juuti, Szyller, Marchal, Asokan 2019). People's rows lie as chance has them; made ones lie a step
 * from another, and W falls. 0 where all are the same; undefined between tests, which are 25 distances apart.
 *
 * Unlike PRADA it compares with the last 128 rows only, so that the memory is bounded, and takes distances as
 * shares of their class's average, so that classes of different width do not look like a departure. A row that
 * comes again is a retry and counts for nothing.
 */
export function takeRow(
  memory: LeastDistances,
  point: readonly number[],
  label: number,
): readonly [LeastDistances, number | undefined] {
  const packed = packedOf(point);
  const own = memory.rows.filter(([other]) => other === label);
  if (own.some(([, other]) => other === packed)) return [memory, undefined];
  const rows = [...memory.rows, [label, packed] as const].slice(-mostRows);
  if (own.length < settled) return [{ ...memory, rows }, undefined];
  const least = own.reduce((nearest, [, other]) => Math.min(nearest, apart(packed, other)), Infinity);
  const [, count = 0, usual = least] = memory.classes.find(([other]) => other === label) ?? [];
  const average = usual + (least - usual) / Math.min(count + 1, 64);
  const classes = [
    ...memory.classes.filter(([other]) => other !== label),
    [label, Math.min(count + 1, 64), short(average)] as const,
  ].slice(-mostClasses);
  if (count < settled) return [{ ...memory, rows, classes }, undefined];
  const distances = [...memory.distances, short(least / Math.max(usual, 1 / unit))].slice(-tested);
  const due = distances.length === tested && memory.since + 1 >= between;
  const next = { rows, classes, distances, since: due ? 0 : Math.min(memory.since + 1, between) };
  return [next, due ? normality(distances) : undefined];
}

function normality(distances: readonly number[]): number {
  const mean = distances.reduce((sum, one) => sum + one, 0) / distances.length;
  const deviation = Math.sqrt(distances.reduce((sum, one) => sum + (one - mean) ** 2, 0) / distances.length);
  const kept = distances.filter((one) => Math.abs(one - mean) <= 3 * deviation);
  // Steps of one size, but for the rounding of what is kept.
  const range = Math.max(...kept) - Math.min(...kept);
  return kept.length < 3 || range < 0.01 * mean ? 0 : shapiroWilk(kept).w;
}

const short = (value: number): number => Number(Math.min(value, 1e6).toPrecision(4));

/** Three signs of six bits for each number, none of which JSON has to escape; compared as they are. */
function packedOf(point: readonly number[]): string {
  let packed = "";
  for (const value of point) {
    const bits = Math.max(0, Math.min(2 ** 18 - 1, Math.round(value * unit) + 2 ** 17)) || 0;
    packed += String.fromCharCode(signOf(bits >> 12), signOf((bits >> 6) & 63), signOf(bits & 63));
  }
  return packed;
}

const signOf = (six: number): number => six + (six < 44 ? 48 : 49);
const sixOf = (sign: number): number => sign - (sign < 92 ? 48 : 49);

function apart(a: string, b: string): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 3) sum += (numberAt(a, i) - numberAt(b, i)) ** 2;
  return Math.sqrt(sum) / unit;
}

const numberAt = (packed: string, i: number): number =>
  (sixOf(packed.charCodeAt(i)) << 12) |
  (sixOf(packed.charCodeAt(i + 1)) << 6) |
  sixOf(packed.charCodeAt(i + 2));
