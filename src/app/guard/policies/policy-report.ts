import { relative } from "node:path";
import type { Clock, GuardPolicyReport, GuardProblem, GuardTestResult } from "../../../contracts/index.ts";
import { inspectText } from "../../../detect/index.ts";
import { BartizanError } from "../../../errors/index.ts";
import { problemsOf } from "../../../formats/index.ts";
import {
  coveredGuards,
  exceptionStandings,
  policyFromText,
  preparePolicy,
  shippedPolicies,
  testPolicy,
  type Policy,
  type PreparedPolicy,
} from "../../../guard/index.ts";
import { detectorShelf } from "../detector-shelf.ts";

/** A text that was read as a policy, or why it is none. */
export type Judged =
  | { readonly ok: true; readonly prepared: PreparedPolicy; readonly report: GuardPolicyReport }
  | { readonly ok: false; readonly report: GuardPolicyReport };

const mostProblems = 200;

/**
 * Reads a text as the policy of `path`, prepares it and runs its tests. Nothing is written, nobody is asked:
 * remote detectors answer what the tests say.
 *
 * @throws only what is no problem of the policy
 */
export async function judgePolicy(
  text: string,
  { path, folder, clock }: { readonly path: string; readonly folder: string; readonly clock: Clock },
): Promise<Judged> {
  try {
    const policy = await policyFromText(text, path, { named: shippedPolicies() });
    const prepared = preparePolicy(policy, detectorShelf());
    const tests = await testPolicy(prepared, { inspectText, clock });
    return {
      ok: true,
      prepared,
      report: {
        problems: [],
        policy: aboutPolicy(policy, folder),
        tests: tests.results.map(({ place, ...result }): GuardTestResult => ({
          ...result,
          ...(place.file === path && place.line !== undefined ? { line: place.line } : {}),
        })),
        exceptions: exceptionStandings(policy, clock.now()),
        covered: coveredGuards(policy, tests).map(({ guard, state, rules, sentence }) => ({
          guard,
          state,
          rules,
          sentence,
        })),
      },
    };
  } catch (error) {
    if (!(error instanceof BartizanError)) throw error;
    const problems = problemsOf(error)
      .slice(0, mostProblems)
      .map((problem) => problemLine(problem, path, folder));
    return { ok: false, report: { problems, tests: [], exceptions: [], covered: [] } };
  }
}

function aboutPolicy(policy: Policy, folder: string): NonNullable<GuardPolicyReport["policy"]> {
  const { stamp, description, owner, rules, detectors, content } = policy;
  const shipped = new Map(Object.entries(shippedPolicies()).map(([name, path]) => [path, name]));
  return {
    stamp,
    description,
    owner,
    files: policy.files.map((file) => shipped.get(file) ?? relative(folder, file)),
    rules: rules.map(({ id, action, mode, severity, clause, reason }) => ({
      id,
      action,
      mode,
      severity,
      ...(clause === undefined ? {} : { clause }),
      ...(reason === undefined ? {} : { reason }),
    })),
    detectors: [...detectors].map(([id, { on, onError }]) => ({ id, on, onError: onError ?? "closed" })),
    content,
  };
}

function problemLine(
  { code, message, remedy, place }: BartizanError,
  path: string,
  folder: string,
): GuardProblem {
  const { line, column, field, file } = place;
  const elsewhere = file !== undefined && file !== path;
  return {
    code,
    message: elsewhere ? `In ${relative(folder, file)}: ${message}` : message,
    remedy,
    ...(elsewhere || line === undefined ? {} : { line }),
    ...(elsewhere || column === undefined ? {} : { column }),
    ...(field === undefined ? {} : { field }),
  };
}
