import { z } from "zod";
import type { JsonValue } from "../../contracts/index.ts";
import { checkShape, closest, fieldName, oneOrAll } from "../../formats/index.ts";
import { secretsErrors } from "./errors.ts";

const settingsSchema = z.strictObject({
  /** Ids of rules that should stay silent. */
  withoutRules: z.array(z.string().max(100)).max(500).default([]),
  /** Signals that score less are left out. */
  leastScore: z.number().min(0).max(1).default(0),
});

export type SecretsSettings = z.output<typeof settingsSchema>;

/**
 * Reads what a policy says of the secrets detector.
 * @throws BartizanError with the field for whatever is wrong
 */
export function readSettings(settings: JsonValue, ids: readonly string[]): SecretsSettings {
  const place = (path: readonly (string | number)[]) => ({ field: fieldName(path) });
  const shape = checkShape(settingsSchema, { value: settings, place }, secretsErrors);
  if (!shape.ok) throw oneOrAll(shape.problems, secretsErrors.severalProblems, {});
  shape.value.withoutRules.forEach((id, i) => {
    if (ids.includes(id)) return;
    const meant = closest(id, ids);
    const remedy = meant === undefined ? {} : { remedy: `Did you mean \`${meant}\`?` };
    throw secretsErrors.badValue("There is no secrets rule of this id.", place(["withoutRules", i]), remedy);
  });
  return shape.value;
}
