import type { ModelExample, ModelResult } from "../../../../contracts/index.ts";

/** How the address of the page names one row of one check on one model. */
export const exampleKey = ({ check, target }: Pick<ModelResult, "check" | "target">, unit: string): string =>
  JSON.stringify([check, target, unit]);

/** The row that an address names, if the run has it. */
export function exampleOf(
  models: readonly ModelResult[],
  key: string,
): { readonly result: ModelResult; readonly record: ModelExample } | undefined {
  for (const result of models)
    for (const record of result.examples)
      if (exampleKey(result, record.unit) === key) return { result, record };
  return undefined;
}
