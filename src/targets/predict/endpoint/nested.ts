import type { InputSpec, JsonValue, Rows } from "../../../contracts/index.ts";
import { textOfRow } from "../../../formats/index.ts";

/** Each row as JSON, in the shape of the input: `[1, 2]`, `[[[0, 1], …]]`, or a text. */
export function nestedRows(rows: Rows, input: InputSpec): JsonValue[] {
  return Array.from({ length: rows.count }, (_, i) => {
    const row = rows.data.subarray(i * rows.width, (i + 1) * rows.width);
    return input.text === true ? textOfRow(row) : nested(row, input.shape);
  });
}

/** Each row as an object with a member for each named feature; a text under the one name there is. */
export function namedRows(rows: Rows, input: InputSpec): JsonValue[] {
  return Array.from({ length: rows.count }, (_, i) => {
    const row = rows.data.subarray(i * rows.width, (i + 1) * rows.width);
    const values: readonly JsonValue[] = input.text === true ? [textOfRow(row)] : [...row];
    return Object.fromEntries(namesOf(input, values.length).map((name, at) => [name, values[at] ?? null]));
  });
}

/** The names of the columns; their numbers where the manifest names none. */
export const namesOf = ({ features }: InputSpec, width: number): readonly string[] =>
  features ?? Array.from({ length: width }, (_, i) => String(i));

function nested(row: Float64Array, shape: readonly number[]): JsonValue {
  const [, ...inner] = shape;
  if (inner.length === 0) return [...row];
  const size = inner.reduce((product, dim) => product * dim, 1);
  return Array.from({ length: row.length / size }, (_, i) =>
    nested(row.subarray(i * size, (i + 1) * size), inner),
  );
}
