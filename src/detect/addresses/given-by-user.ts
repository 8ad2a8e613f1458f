import type { InspectionContext } from "../../contracts/index.ts";

/** Whether the user wrote this address: then it tells nobody what the user did not tell. */
export function givenByUser(written: string, context: InspectionContext | undefined): boolean {
  return context !== undefined && context.userTexts.some((text) => text.includes(written));
}
