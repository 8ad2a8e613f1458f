import { describe, expect, it } from "vitest";
import type { Detector } from "../../contracts/index.ts";
import { exceptionStandings } from "./exceptions.ts";
import { clientMessage } from "../decide/message.ts";
import { guardOn, prepared, requestOf, wordDetector } from "../testing/sample.ts";

describe("preparing a policy", () => {
  const configurable: Detector = {
    ...wordDetector("words", ["ALPHA"]),
    configure: (settings) => {
      if (typeof settings !== "string") throw new Error("A word is needed.");
      return wordDetector("words", [settings]);
    },
  };
  const shelf = { pure: [configurable, wordDetector("plain", [])] };

  it("gives settings, and lets one kind run twice under two names", async () => {
    const policy = await prepared(
      `detectors: {words: true, mine: {kind: words, settings: OMEGA}}\nrules: [{id: r, when: {signals: {detectors: [mine]}}, action: block, message: Not this word.}]`,
      shelf,
    );
    const guard = guardOn(policy);
    expect((await guard.checkRequest(requestOf(["ALPHA"]))).action).toBe("allow");
    const decision = await guard.checkRequest(requestOf(["OMEGA"]));
    expect(decision.hits[0]?.signals).toMatchObject([{ detector: "mine", rule: "omega" }]);
    expect(clientMessage(policy.policy, decision)).toBe("Not this word.");
  });

  it.each([
    ["detectors: {wrods: true}", "GUARD_DETECTOR_MISSING", "Did you mean `words`?"],
    ["detectors: {zzzzzz: true}", "GUARD_DETECTOR_MISSING", "There are: plain, words."],
    ["detectors: {words: {settings: 3}}", "GUARD_DETECTOR_SETTINGS", ""],
    ["detectors: {plain: {settings: 3}}", "GUARD_DETECTOR_SETTINGS", ""],
    [
      "detectors: {words: true}\nrules: [{id: r, when: {signals: {detectors: [word]}}, action: block}]",
      "GUARD_UNKNOWN_REFERENCE",
      "Did you mean `words`?",
    ],
    [
      "detectors: {words: false}\nrules: [{id: r, when: {signals: {detectors: [words]}}, action: block}]",
      "GUARD_UNKNOWN_REFERENCE",
      "Turn the detector on",
    ],
  ])("%s is refused: %s", async (yaml, code, hint) => {
    await expect(prepared(yaml, shelf)).rejects.toMatchObject({
      code,
      remedy: expect.stringContaining(hint),
      place: { file: "policy.yaml", line: expect.any(Number) },
    });
  });
});

it("exceptions are reported as they stand, the expired first", async () => {
  const exception = (id: string, until: string): string =>
    `{id: ${id}, rule: r, for: {teams: [t]}, from: 2027-01-01, until: ${until}, approver: Ada, reason: x}`;
  const { policy } = await prepared(
    `rules: [{id: r, when: {stages: [input]}, action: allow}]\nexceptions: [${exception("b", "2027-01-20")}, ${exception("a", "2027-01-03")}]`,
    { pure: [] },
  );
  const standings = exceptionStandings(policy, Date.parse("2027-01-15T00:00:00Z"));
  expect(standings.map(({ id, expired, daysLeft }) => [id, expired, daysLeft])).toEqual([
    ["a", true, 0],
    ["b", false, 6],
  ]);
});
