import { surfaces, type Case, type Check, type PlanOptions } from "../contracts/index.ts";
import { digestOf } from "../formats/index.ts";
import type { JsonValue } from "../contracts/index.ts";
import { loadCorpus } from "./corpus/index.ts";
import { oracleNamed } from "./oracles/index.ts";
import { textsOf } from "./redteam/runner/texts.ts";

/** A target that offers everything, so that no case is left out. */
const everything: PlanOptions["target"] = {
  id: "proof",
  capabilities: {
    multiTurn: true,
    systemPrompt: true,
    tools: true,
    streaming: true,
    effects: true,
    seed: true,
    surfaces,
  },
};

/**
 * What is wrong with a check: it has to plan at least the cases its pack promises, the same ones each time,
 * with oracles that exist, texts that can be filled, and no text that holds the joined canary.
 */
export function prove(item: unknown, folder: string): string[] {
  const check = item as Check;
  const wrong: string[] = [];
  if (!folder.endsWith(`/${check.id}`)) wrong.push(`its id is \`${check.id}\`, its folder ${folder}`);
  if (check.measure !== "rate") return wrong;
  if (check.whereDeclared === true) {
    const undeclared = check.plan({ target: everything, facts: {} });
    if (undeclared.cases.length > 0 || undeclared.leftOut.length === 0)
      wrong.push("it plans cases, or says no reason, where a target declares nothing");
    return wrong;
  }
  const name = check.id.slice(check.id.indexOf("/") + 1);
  const { layout } = loadCorpus(name);
  // Every fact is known to the proof, so that intents which need one are planned.
  const facts = Object.fromEntries(
    Object.entries(layout.facts).map(([key, value]) => [key, value || "known"]),
  );
  const options = { target: everything, facts };
  const plan = check.plan(options);
  for (const arm of ["attack", "baseline", "benign"] as const)
    if (plan.corpora[arm].cases < layout.minimum[arm])
      wrong.push(`${plan.corpora[arm].cases} ${arm} cases, at least ${layout.minimum[arm]} were promised`);
  if (new Set(plan.cases.map(({ id }) => id)).size < plan.cases.length) wrong.push("two cases have one id");
  if (
    digestOf(plan.cases as unknown as JsonValue) !==
    digestOf(check.plan(options).cases as unknown as JsonValue)
  )
    wrong.push("two plans differ");
  const promised = [...check.covers].sort().join();
  if (
    promised !== Object.keys(layout.covers).sort().join() ||
    promised !== [...(plan.covers ?? check.covers)].sort().join()
  )
    wrong.push(`it claims to cover ${promised}, its cases cover ${plan.covers?.join()}`);
  for (const testCase of plan.cases)
    wrong.push(...problemsOf(testCase).map((one) => `${testCase.id}: ${one}`));
  return wrong;
}

function problemsOf(testCase: Case): string[] {
  if (oracleNamed(testCase.oracle.id) === undefined) return [`there is no oracle \`${testCase.oracle.id}\``];
  try {
    textsOf(testCase, "lanternbrookside");
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
