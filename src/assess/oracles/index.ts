import type { Case, Oracle, Outcome, RecordedTrial } from "../../contracts/index.ts";
import { items } from "./items.generated.ts";

export { items as oracles } from "./items.generated.ts";
export { plain } from "./reading/plain.ts";

const byId = new Map(items.map((oracle) => [oracle.id, oracle]));

/** The oracle a case names. */
export const oracleNamed = (id: string): Oracle | undefined => byId.get(id);

/**
 * Has the case's oracle decide over a recorded trial. Never throws: an oracle that is missing, or that fails,
 * makes the trial unscored.
 */
export async function judge(trial: RecordedTrial, testCase: Case): Promise<Outcome> {
  const oracle = oracleNamed(testCase.oracle.id);
  if (oracle === undefined)
    return {
      kind: "unscored",
      reason: "oracle-failed",
      detail: `There is no oracle \`${testCase.oracle.id}\`.`,
    };
  try {
    return await oracle.judge(trial, testCase);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: "unscored", reason: "oracle-failed", detail: `${oracle.id}: ${detail}`.slice(0, 500) };
  }
}
