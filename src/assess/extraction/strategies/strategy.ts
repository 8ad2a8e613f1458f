import type { InputSpec, OutputSpec, RandomSource, Rows } from "../../../contracts/index.ts";
import type { AnsweredRows } from "../answered.ts";
import type { Copy } from "../students/index.ts";
import type { Ranges } from "./ranges.ts";

/** What a thief knows when it chooses its next queries. */
export interface StrategyContext {
  readonly input: InputSpec;
  readonly output: OutputSpec;
  /** Rows the thief has from elsewhere. */
  readonly seeds: Rows;
  readonly ranges: Ranges;
  /** What was asked so far. */
  readonly answered?: AnsweredRows;
  /** Trained on that. */
  readonly copy?: Copy;
  /** The whole stream's: query i draws from `query:i`, so that a longer stream begins like a shorter one. */
  readonly random: RandomSource;
}

/** How a thief chooses what to ask. */
export interface QueryStrategy {
  readonly name: string;
  /** Asks in rounds that double, with a copy trained before each; others need none. */
  readonly adaptive: boolean;
  /** Queries `from` to `from + count` of the stream. */
  choose(from: number, count: number, context: StrategyContext): Promise<Rows>;
}

/** Rows put together, one after the other. */
export function rowsFrom(width: number, made: readonly Float64Array[]): Rows {
  const data = new Float64Array(made.length * width);
  for (const [i, row] of made.entries()) data.set(row, i * width);
  return { count: made.length, width, data };
}

/** A strategy whose queries do not depend on answers. `make` gives query `i` from its own stream. */
export const fixedStrategy = (
  name: string,
  make: (i: number, random: RandomSource, context: StrategyContext) => Float64Array,
): QueryStrategy => ({
  name,
  adaptive: false,
  choose: (from, count, context) =>
    Promise.resolve(
      rowsFrom(
        context.seeds.width,
        Array.from({ length: count }, (_, i) =>
          make(from + i, context.random.derive(`query:${from + i}`), context),
        ),
      ),
    ),
});

export const rowAt = ({ data, width }: Rows, i: number): Float64Array =>
  data.slice(i * width, (i + 1) * width);
