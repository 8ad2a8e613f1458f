import type { TargetConfig } from "../adapter.ts";
import type { Prices } from "../budget/budget.ts";

/** The target's prices as the budget wants them; nothing where the configuration names none. */
export function pricesOf({ pricing }: Pick<TargetConfig, "pricing">): { readonly prices?: Prices } {
  if (pricing === undefined) return {};
  return {
    prices: {
      currency: pricing.currency,
      inputPerMillion: pricing.input_per_million,
      outputPerMillion: pricing.output_per_million,
    },
  };
}
