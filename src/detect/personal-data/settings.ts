import { z } from "zod";
import type { JsonValue } from "../../contracts/index.ts";
import { checkShape, closest, fieldName, oneOrAll } from "../../formats/index.ts";
import { personalDataErrors } from "./errors.ts";

const ids = z.array(z.string().max(100)).max(500);
const settingsSchema = z.strictObject({
  types: z
    .strictObject({
      /** Only these rules. */
      include: ids.min(1).optional(),
      /** All but these. */
      exclude: ids.optional(),
    })
    .default({}),
  /** Signals that score less are left out. */
  minimumScore: z.number().min(0).max(1).default(0),
  /** Countries (ISO 3166-1, two letters) whose numbers are looked for. What belongs to no one country stays. */
  locales: z.array(z.string().max(20)).max(300).optional(),
});

export type PersonalDataSettings = z.output<typeof settingsSchema>;

/** Whether the settings leave this rule in. */
export function chosenBy({ types, locales }: PersonalDataSettings, id: string, country: string): boolean {
  if (types.include !== undefined && !types.include.includes(id)) return false;
  if (types.exclude?.includes(id) === true) return false;
  return locales === undefined || country === "international" || locales.includes(country);
}

/**
 * Reads what a policy says of the personal data detector.
 * @throws BartizanError with the field for whatever is wrong
 */
export function readSettings(
  settings: JsonValue,
  known: readonly string[],
  countries: readonly string[],
): PersonalDataSettings {
  const place = (path: readonly (string | number)[]) => ({ field: fieldName(path) });
  const shape = checkShape(settingsSchema, { value: settings, place }, personalDataErrors);
  if (!shape.ok) throw oneOrAll(shape.problems, personalDataErrors.severalProblems, {});
  const { types, locales } = shape.value;
  const check = (
    names: readonly string[] | undefined,
    possible: readonly string[],
    path: string[],
    what: string,
  ): void =>
    names?.forEach((name, i) => {
      if (possible.includes(name)) return;
      const meant = closest(name, possible);
      const remedy = meant === undefined ? {} : { remedy: `Did you mean \`${meant}\`?` };
      throw personalDataErrors.badValue(what, place([...path, i]), remedy);
    });
  check(types.include, known, ["types", "include"], "There is no type of personal data of this id.");
  check(types.exclude, known, ["types", "exclude"], "There is no type of personal data of this id.");
  check(locales, countries, ["locales"], "There are no identifiers of this country.");
  return shape.value;
}
