import type { Clock, Decision, Guard, GuardAction, RemoteDetector } from "../../contracts/index.ts";
import type { Place } from "../../errors/index.ts";
import { createGuard } from "../create-guard.ts";
import type { TestDocument } from "../document/test-schema.ts";
import { guardErrors } from "../errors.ts";
import type { InspectText } from "../inspection/pure-inspector.ts";
import type { PreparedPolicy } from "../policy/prepare.ts";
import { applyPartEdits } from "../redact/plan-edits.ts";
import { judgedPart, playsOf, type Play } from "./played-test.ts";
import { scratchState } from "./scratch-state.ts";

export interface TestDeps {
  readonly inspectText: InspectText;
  readonly clock: Clock;
}

export interface PolicyTestResult {
  readonly name: string;
  readonly passed: boolean;
  readonly action: GuardAction;
  readonly wouldBe: GuardAction;
  /** The rules that fired, strictest first. */
  readonly rules: readonly string[];
  /** What is not as expected, in sentences. */
  readonly wrong: readonly string[];
  readonly place: Place;
}

export interface PolicyTestReport {
  readonly passed: number;
  readonly failed: number;
  readonly results: readonly PolicyTestResult[];
}

/**
 * Runs the tests that stand in a policy: each with a guard and a memory of its own. No network: remote
 * detectors answer what the test says, and nothing where it says nothing. Deterministic.
 */
export async function testPolicy(prepared: PreparedPolicy, deps: TestDeps): Promise<PolicyTestReport> {
  const results: PolicyTestResult[] = [];
  for (const test of prepared.policy.tests) results.push(await runTest(prepared, test, deps));
  const failed = results.filter(({ passed }) => !passed).length;
  return { passed: results.length - failed, failed, results };
}

/**
 * A policy that does what its tests say.
 *
 * @throws GUARD_TESTS_FAILED with every test that failed
 */
export async function provePolicy(prepared: PreparedPolicy, deps: TestDeps): Promise<PolicyTestReport> {
  const report = await testPolicy(prepared, deps);
  if (report.failed === 0) return report;
  const wrong = report.results.filter(({ passed }) => !passed);
  const lines = wrong.slice(0, 50).map(({ name, wrong: why, place }) => {
    const where = place.line === undefined ? "" : `${place.file ?? ""}:${place.line} `;
    return `  ${where}${name}: ${why.join(" ")}`;
  });
  throw guardErrors.testsFailed(
    [`${report.failed} of ${report.results.length} tests of the policy failed:`, ...lines].join("\n"),
    wrong[0]?.place ?? {},
  );
}

async function runTest(
  prepared: PreparedPolicy,
  test: TestDocument,
  deps: TestDeps,
): Promise<PolicyTestResult> {
  const plays = playsOf(test);
  const last = plays.at(-1);
  const at = test.at === undefined ? deps.clock.now() : Date.parse(test.at);
  const guard = createGuard({
    policy: { ...prepared, remote: prepared.remote.map((remote) => answering(remote, test, last)) },
    state: scratchState(),
    clock: { ...deps.clock, now: () => at },
    newId: () => test.name,
    newNonce: () => "test",
    micros: () => 0,
    // A test holds no secrets, so its keys need not be secret.
    keys: { hash: new Uint8Array(32), vault: new Uint8Array(32), content: new Uint8Array(32) },
    inspectText: deps.inspectText,
  });
  const decision = await play(guard, plays);
  const wrong = compare(test, decision, last);
  return {
    name: test.name,
    passed: wrong.length === 0,
    action: decision.action,
    wouldBe: decision.wouldBe,
    rules: decision.hits.map(({ rule }) => rule),
    wrong,
    place: prepared.policy.place(test),
  };
}

async function play(guard: Guard, plays: readonly Play[]): Promise<Decision> {
  let decision: Decision | undefined;
  for (const { request, response } of plays) {
    decision = await guard.checkRequest(request);
    if (response !== undefined) decision = await guard.checkResponse(request, response);
  }
  if (decision === undefined) throw new TypeError("a test has at least one play");
  return decision;
}

/** A remote detector that answers what the test says about the judged part. */
function answering(remote: RemoteDetector, test: TestDocument, last: Play | undefined): RemoteDetector {
  const judged = last === undefined ? undefined : judgedPart(last);
  return {
    id: remote.id,
    version: remote.version,
    about: remote.about,
    stages: remote.stages,
    onError: remote.onError,
    deadlineMs: remote.deadlineMs,
    inspect: async ({ text, stage }) => {
      if (judged?.text !== text || judged.stage !== stage) return [];
      return (test.answers ?? [])
        .filter(({ detector }) => detector === remote.id)
        .map(({ detector, rule, category, score }) => ({
          detector,
          rule: rule ?? detector,
          category,
          score,
          start: 0,
          end: text.length,
          why: "The test says so.",
        }));
    },
  };
}

function compare(test: TestDocument, decision: Decision, last: Play | undefined): string[] {
  const wrong: string[] = [];
  const fired = decision.hits.map(({ rule }) => rule);
  if (decision.action !== test.expect)
    wrong.push(
      `Expected ${test.expect}, but it is ${decision.action}${fired.length === 0 ? "" : ` (${fired.join(", ")})`}.`,
    );
  if (test.wouldBe !== undefined && decision.wouldBe !== test.wouldBe)
    wrong.push(`Were all rules enforced, it would be ${decision.wouldBe}, not ${test.wouldBe}.`);
  if (test.rule !== undefined && !fired.includes(test.rule))
    wrong.push(`The rule \`${test.rule}\` did not fire.`);
  if (test.becomes !== undefined) {
    const part = last === undefined ? undefined : judgedPart(last);
    const edits = decision.edits.filter((edit) => edit.part === part?.at);
    const after = applyPartEdits(part?.text ?? "", edits);
    if (after !== test.becomes) wrong.push(`The text becomes ${JSON.stringify(after.slice(0, 300))}.`);
  }
  for (const { detector, reason } of decision.failures)
    wrong.push(`The detector ${detector} failed: ${reason}`);
  return wrong;
}
