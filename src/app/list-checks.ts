import { checks } from "../assess/index.ts";
import type { Check } from "../contracts/index.ts";

export async function listChecks(): Promise<readonly Pick<Check, "id" | "title" | "about" | "covers">[]> {
  return checks;
}
