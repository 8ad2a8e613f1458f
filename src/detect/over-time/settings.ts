import type { z } from "zod";
import type { JsonValue } from "../../contracts/index.ts";
import { checkShape, fieldName, oneOrAll } from "../../formats/index.ts";
import { overTimeErrors } from "./errors.ts";

/** The place of a field in the settings of a detector. */
export const fieldAt = (path: readonly (string | number)[]): { readonly field: string } => ({
  field: fieldName(path),
});

/**
 * Settings of a detector that fit their schema.
 * @throws OVER_TIME_UNKNOWN_KEY and the like, with the field
 */
export function readSettings<Value>(schema: z.ZodType<Value>, settings: JsonValue): Value {
  const shape = checkShape(schema, { value: settings, place: fieldAt }, overTimeErrors);
  if (!shape.ok) throw oneOrAll(shape.problems, overTimeErrors.severalProblems, {});
  return shape.value;
}
