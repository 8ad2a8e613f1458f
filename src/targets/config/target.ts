import { z } from "zod";
import type { TargetConfig } from "../adapter.ts";
import { items } from "../items.generated.ts";
import { predictAdapters } from "../predict/index.ts";

const schemas = [...items, ...predictAdapters].map((adapter) => adapter.configSchema);

/**
 * A target as the manifest writes it: one of the adapters' own schemas, told apart by `kind`.
 * Unknown keys are refused. Parsing what was parsed gives the same again.
 */
export const targetConfigSchema: z.ZodType<TargetConfig> = union();

function union(): z.ZodType<TargetConfig> {
  const [first, ...rest] = schemas;
  if (first === undefined) throw new Error("No target adapter was found; run the generate step.");
  // Safe: every adapter's schema spreads the common fields and a literal `kind`; a test checks it.
  return z.discriminatedUnion("kind", [first, ...rest]) as unknown as z.ZodType<TargetConfig>;
}
