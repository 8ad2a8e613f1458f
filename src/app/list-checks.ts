import { modelChecks } from "../assess/audit/index.ts";
import { checks } from "../assess/index.ts";
import type { Check } from "../contracts/index.ts";

/** Checks of systems that converse, and then those of models that predict. */
export async function listChecks(): Promise<readonly Pick<Check, "id" | "title" | "about" | "covers">[]> {
  return [...checks, ...modelChecks];
}
