import { globOf } from "../../formats/index.ts";
import type { Policy } from "../document/policy.ts";
import type { RuleDocument } from "../document/rule-schema.ts";
import type { SubjectConditions } from "../document/subject-schema.ts";
import type { PolicyTestReport } from "../proof/test-policy.ts";
import { requirements, type Requirement } from "./requirements.ts";

/** How far a policy is one of the guards that threat rules ask for. */
export interface CoveredGuard {
  /** As threat rules name it. */
  readonly guard: string;
  /**
   * `passing`: enforced, and a test that rests on it passes. `failing`: enforced, and such a test fails.
   * `planned`: there, but only watching, or not tested.
   */
  readonly state: "passing" | "failing" | "planned";
  readonly rules: readonly string[];
  /** Where attachments or the rules themselves hold them to some subjects: whom they are about. */
  readonly limitedTo: readonly SubjectConditions[];
  readonly sentence: string;
}

/**
 * Which guards a policy covers. A rule counts only where it is enforced, its detector is on, and a test of the
 * policy names it, expects it to act, and passes: a rule nobody tried is a plan.
 */
export function coveredGuards(
  policy: Policy,
  tests: PolicyTestReport,
  options: { readonly signed?: boolean } = {},
): CoveredGuard[] {
  return Object.entries(requirements).flatMap(([guard, requirement]) => {
    if (requirement.kind === "policy") {
      if (!requirement.holds(policy, options.signed ?? false)) return [];
      const sentence = `Policy ${policy.stamp.id} ${policy.stamp.version} holds it as a whole.`;
      return [{ guard, state: "passing" as const, rules: [], limitedTo: [], sentence }];
    }
    const rules = policy.rules.filter((rule) => meets(rule, requirement, policy));
    return rules.length === 0 ? [] : [coverageOf(guard, rules, policy, tests)];
  });
}

function meets(rule: RuleDocument, needs: Extract<Requirement, { kind: "rule" }>, policy: Policy): boolean {
  const { signals, stages } = rule.when;
  if (needs.fits?.(rule) === false) return false;
  if (
    needs.stages !== undefined &&
    stages !== undefined &&
    !needs.stages.some((stage) => stages.includes(stage))
  )
    return false;
  if (needs.detectors === undefined) return needs.stages === undefined || stages !== undefined;
  if (signals === undefined) return false;
  const kinds = [...policy.detectors].filter(([, { on }]) => on);
  const rests = signals.detectors === undefined ? () => true : globOf(signals.detectors);
  const answered = kinds.some(
    ([id, { kind }]) => needs.detectors?.includes(kind ?? id) === true && rests(id),
  );
  if (!answered) return false;
  // A rule that names neither detectors nor their rules would count for everything: it must name what it means.
  if (signals.detectors === undefined && signals.categories === undefined) return false;
  if (needs.rules === undefined || signals.rules === undefined) return true;
  const wanted = globOf(needs.rules);
  return signals.rules.some((glob) => glob === "*" || wanted(glob));
}

function coverageOf(
  guard: string,
  rules: readonly RuleDocument[],
  policy: Policy,
  tests: PolicyTestReport,
): CoveredGuard {
  const enforced = rules.filter(({ mode }) => mode === "enforce");
  const results = new Map(tests.results.map((result) => [result.name, result]));
  const named = policy.tests.filter(
    ({ rule, expect }) => expect !== "allow" && enforced.some(({ id }) => id === rule),
  );
  const failed = named.filter(({ name }) => results.get(name)?.passed === false);
  const passed = named.filter(({ name }) => results.get(name)?.passed === true);
  const ids = (list: readonly RuleDocument[]): string[] => list.map(({ id }) => id);
  const proven = enforced.filter(({ id }) => passed.some(({ rule }) => rule === id));
  const about = {
    guard,
    limitedTo: (proven.length > 0 ? proven : rules).flatMap((rule) => limitsOf(rule, policy)),
  };
  if (failed.length > 0)
    return {
      ...about,
      state: "failing",
      rules: ids(enforced),
      sentence: `${failed.length} of ${named.length} tests of its rules fail.`,
    };
  if (proven.length > 0)
    return {
      ...about,
      state: "passing",
      rules: ids(proven),
      sentence: `Enforced by ${ids(proven).join(", ")}; ${passed.length} ${passed.length === 1 ? "test passes" : "tests pass"}.`,
    };
  const why =
    enforced.length === 0
      ? "Its rules only watch."
      : "Its rules are enforced, but no test of the policy names them.";
  return { ...about, state: "planned", rules: ids(rules), sentence: why };
}

function limitsOf(rule: RuleDocument, policy: Policy): SubjectConditions[] {
  const own = rule.when.subject === undefined ? [] : [rule.when.subject];
  const attached = policy.attachments.flatMap(({ rules = [], ruleSets = [], to }) => {
    const globs = [...rules, ...ruleSets.flatMap((set) => policy.ruleSets.get(set) ?? [])];
    return globOf(globs)(rule.id) ? [to] : [];
  });
  return [...own, ...attached];
}
