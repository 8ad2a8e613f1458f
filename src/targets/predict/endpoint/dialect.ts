import type { InputSpec, JsonValue, Rows } from "../../../contracts/index.ts";

/** What an endpoint said of rows, before it is held against what was asked for. */
export interface Told {
  /** One for each row: numbers, or one number. */
  readonly scores?: readonly JsonValue[];
  /** One for each row: a number or name of a class. */
  readonly labels?: readonly JsonValue[];
  /** Position of the row that each answer belongs to, where the endpoint says it. */
  readonly positions?: readonly JsonValue[];
  /** Name and version of the model that answered. */
  readonly model?: string;
}

/** How an endpoint is asked and understood. Pure: bytes go over the transport that all of them share. */
export interface PredictDialect {
  /** Path and query of a prediction, below the base. */
  readonly path: string;
  write(rows: Rows, input: InputSpec): JsonValue;
  /** @throws AnswerProblem where what should be there is not */
  read(answer: JsonValue, count: number): Told;
  /** Where the endpoint tells which model it has; absent: only its answers tell. */
  readonly about?: { readonly path: string; read(answer: JsonValue): string | undefined };
}

/** An answer that is JSON and not what the protocol says. */
export class AnswerProblem extends Error {
  override readonly name = "AnswerProblem";
}
