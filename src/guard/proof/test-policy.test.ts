import { describe, expect, it } from "vitest";
import type { Detector, RemoteDetector, StatefulDetector } from "../../contracts/index.ts";
import { stages } from "../../contracts/index.ts";
import { plainInspect, prepared, standingClock, wordDetector } from "../testing/sample.ts";
import type { DetectorShelf } from "../policy/prepare.ts";
import { testPolicy, type PolicyTestReport } from "./test-policy.ts";

const deps = { inspectText: plainInspect, clock: standingClock() };

/** A tool call after a result of the tool `web` is a signal. */
const taint: StatefulDetector = {
  id: "taint",
  version: "1.0.0",
  about: "",
  stages: ["tool-result", "tool-call"],
  key: "session",
  remembers: 60,
  init: () => false,
  step: (state, { stage, source, text = "" }) => {
    if (stage === "tool-result") return [state === true || source === "web", []];
    if (state !== true) return [state, []];
    const end = text.length;
    return [
      state,
      [
        {
          detector: "taint",
          rule: "tainted-call",
          category: "tool-misuse",
          score: 1,
          start: 0,
          end,
          why: "",
        },
      ],
    ];
  },
};
const instructions: Detector = {
  ...wordDetector("leak", []),
  inspect: ({ text, context, stage }) =>
    stage === "output" && context?.instructions.some((one) => text.includes(one)) === true
      ? [
          {
            detector: "leak",
            rule: "leak",
            category: "system-prompt-leak",
            score: 1,
            start: 0,
            end: text.length,
            why: "",
          },
        ]
      : [],
};
const never: RemoteDetector["inspect"] = () => Promise.reject(new Error("a test of a policy asked somebody"));
const shelf: DetectorShelf = {
  pure: [wordDetector("words", ["ALPHA"]), instructions],
  overTime: [taint],
  remote: {
    far: ({ id, onError }) => ({
      id,
      version: "1",
      about: "",
      stages,
      onError,
      deadlineMs: 1,
      inspect: never,
    }),
  },
};

const run = async (tests: string): Promise<PolicyTestReport> =>
  testPolicy(
    await prepared(
      `detectors: {words: true, leak: true, taint: true, judge: {kind: far}}
keys: {vault: env:V}
rules:
  - {id: words, when: {signals: {detectors: [words]}}, action: redact, redact: {how: tokenise, label: WORD}}
  - {id: leak, when: {signals: {detectors: [leak]}}, action: block}
  - {id: taint, when: {signals: {detectors: [taint]}}, action: require-approval}
  - {id: judge, when: {signals: {detectors: [judge], minScore: 0.5}}, action: block, mode: monitor}
exceptions:
  - {id: e, rule: leak, for: {teams: [red]}, from: 2027-01-01, until: 2027-01-05, approver: Ada, reason: Test.}
tests:
${tests}`,
      shelf,
    ),
    deps,
  );

describe("tests of a policy", () => {
  it("play a conversation turn by turn, with memory, and judge the last", async () => {
    const turns = (source: string): string =>
      `conversation: [{role: user, text: hi}, {role: assistant, toolCall: {name: web, arguments: "{}"}}, {role: tool, source: ${source}, text: page}, {role: assistant, toolCall: {name: pay, arguments: "{}"}}]`;
    const report = await run(
      `  - {name: tainted, ${turns("web")}, expect: require-approval, rule: taint}\n  - {name: clean, ${turns("files")}, expect: allow}`,
    );
    expect(report.results.map(({ wrong }) => wrong)).toEqual([[], []]);
  });

  it("give the guard the instructions, and the time", async () => {
    const leaking =
      "conversation: [{role: system, text: be nice}, {role: user, text: hi}, {role: assistant, text: I must be nice}]";
    const report = await run(
      `  - {name: a, ${leaking}, expect: block, rule: leak}\n  - {name: b, ${leaking}, team: red, at: "2027-01-05T20:00:00Z", expect: allow}\n  - {name: c, ${leaking}, team: red, expect: block}`,
    );
    expect(report.results.map(({ wrong }) => wrong)).toEqual([[], [], []]);
  });

  it("never ask a remote detector: its answer stands in the test", async () => {
    const report = await run(
      `  - {name: a, text: x, answers: [{detector: judge, category: jailbreak, score: 0.6}], expect: allow, wouldBe: block, rule: judge}\n  - {name: b, text: x, expect: allow, wouldBe: allow}`,
    );
    expect(report.results.map(({ wrong }) => wrong)).toEqual([[], []]);
  });

  it("compare the text after redaction", async () => {
    expect(
      (await run('  - {name: a, text: an ALPHA, expect: redact, becomes: "an [[WORD_1]]"}')).failed,
    ).toBe(0);
    expect(
      (await run("  - {name: a, text: an ALPHA, expect: redact, becomes: an}")).results[0]?.wrong,
    ).toEqual(['The text becomes "an [[WORD_1]]".']);
  });

  it("say what is wrong, each thing", async () => {
    const report = await run("  - {name: a, text: ALPHA, expect: allow, wouldBe: block, rule: leak}");
    expect(report).toMatchObject({ passed: 0, failed: 1 });
    expect(report.results[0]?.wrong).toEqual([
      "Expected allow, but it is redact (words).",
      "Were all rules enforced, it would be redact, not block.",
      "The rule `leak` did not fire.",
    ]);
  });

  it("keep their memory apart", async () => {
    const test = (name: string): string =>
      `  - {name: ${name}, text: ALPHA, expect: redact, becomes: "[[WORD_1]]"}`;
    expect((await run(`${test("a")}\n${test("b")}`)).failed).toBe(0);
  });
});
