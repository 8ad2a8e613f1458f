import { z } from "zod";
import { fitsPattern } from "../keys/name-pattern.ts";

/** `gateway.prices`: what tokens cost, for budgets in money. */
export const pricesSchema = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, "an ISO 4217 code, such as `EUR`"),
  /** The first that fits counts. */
  models: z
    .array(
      z.strictObject({
        /** `*` at the end stands for anything. */
        model: z.string().min(1).max(500),
        inputPerMillion: z.number().min(0).max(1e6),
        outputPerMillion: z.number().min(0).max(1e6),
      }),
    )
    .max(10_000),
  /** What a model without a price means where a budget counts money. */
  unknown: z.enum(["refuse", "free"]).default("refuse"),
});
export type PricesConfig = z.output<typeof pricesSchema>;

export interface TokenCount {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What so many tokens cost, in units of 10⁻⁹ of the currency: whole numbers, so that sums stay exact. */
export type Price = (tokens: TokenCount) => number;

/** Units of the currency that prices are counted in. */
export const unitsPerCurrency = 1e9;

const free: Price = () => 0;

/** The price of a model; `undefined` when it has none and that is not to be taken for free. */
export function priceOf(prices: PricesConfig | undefined, model: string | undefined): Price | undefined {
  const entry = prices?.models.find((one) => model !== undefined && fitsPattern(one.model, model));
  if (entry === undefined) return prices?.unknown === "free" ? free : undefined;
  const perToken = unitsPerCurrency / 1e6;
  return ({ inputTokens, outputTokens }) =>
    Math.ceil(
      (inputTokens * entry.inputPerMillion + outputTokens * entry.outputPerMillion) * perToken - 1e-6,
    );
}
