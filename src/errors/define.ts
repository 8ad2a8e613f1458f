import { BartizanError, type ErrorSpec, type FailureOptions, type Place } from "./failure.ts";

/** Makes one failure: a sentence with the particulars, the place, and what is known beyond. */
export type Failure = (message: string, place?: Place, options?: FailureOptions) => BartizanError;

/** The errors of one room. `catalogue` feeds the reference page, which a test keeps true. */
export type ErrorSet<Specs extends Record<string, ErrorSpec>> = {
  readonly [Key in keyof Specs]: Failure;
} & { readonly catalogue: readonly CatalogueEntry[] };

export interface CatalogueEntry extends ErrorSpec {
  readonly code: string;
}

/**
 * Declares the failures of one room. Each room has its own `errors.ts`, so that adding an item
 * never touches a central list; the catalogue page is generated from all of them.
 *
 * @example
 * const systemErrors = defineErrors("system", {
 *   unknownKey: { summary: "The manifest has a key we do not know.", remedy: "Remove it.", exit: 2 },
 * });
 * throw systemErrors.unknownKey("`zonee` is not a key of a component.", { file, line, column });
 * // code: SYSTEM_UNKNOWN_KEY
 */
export function defineErrors<const Specs extends Record<string, ErrorSpec>>(
  area: string,
  specs: Specs,
): ErrorSet<Specs> {
  const catalogue: CatalogueEntry[] = [];
  const failures: Record<string, Failure> = {};
  for (const [key, spec] of Object.entries(specs)) {
    const code = `${area}_${key.replaceAll(/[A-Z]/g, (c) => `_${c}`)}`.replaceAll("-", "_").toUpperCase();
    catalogue.push({ code, ...spec });
    failures[key] = (message, place = {}, options = {}) =>
      new BartizanError(code, spec, message, place, options);
  }
  // Safe: `failures` has exactly the keys of `specs`, added in the loop above.
  return Object.freeze({ ...failures, catalogue }) as unknown as ErrorSet<Specs>;
}
