import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { problemsOf } from "../../formats/index.ts";
import { checkStreamLaws } from "../testing/stream-laws.ts";
import { detector } from "./detector.ts";

const configured = (settings: JsonValue) => {
  if (detector.configure === undefined) throw new TypeError("it takes no settings");
  return detector.configure(settings);
};
const look = (settings: JsonValue, text: string) =>
  configured(settings).inspect({ stage: "output", role: "assistant", text });
const faults = (settings: JsonValue): string[] => {
  try {
    configured(settings);
  } catch (error) {
    if (!(error instanceof BartizanError)) throw error;
    return problemsOf(error).map(({ code, place }) => `${code} ${place.field}`);
  }
  return [];
};

describe("patterns of a policy", () => {
  it("find nothing without settings", () => {
    expect(detector.inspect({ stage: "output", role: "assistant", text: "EMP-004711" })).toEqual([]);
    expect(detector.hold?.("EMP-0047")).toBe(8);
  });

  it("say what the policy says of them", () => {
    const pattern = {
      id: "case-file",
      pattern: "CF/[0-9]{2,4}",
      category: "system-prompt-leak",
      score: 0.4,
      description: "A case file.",
    };
    expect(look({ patterns: [pattern] }, "See CF/2024.")).toEqual([
      {
        detector: "user-patterns",
        rule: "case-file",
        category: "system-prompt-leak",
        score: 0.4,
        start: 4,
        end: 11,
        why: "A case file.",
      },
    ]);
  });

  it("are protected data when the policy says no more", () => {
    expect(look({ patterns: [{ id: "a", pattern: "x1" }] }, "x1")).toMatchObject([
      { category: "protected-data-leak", score: 0.9, why: "It has the form of `a`." },
    ]);
  });

  it("are refused with the field that is wrong", () => {
    expect(faults({ patterns: [] })).toEqual(["USER_PATTERNS_BAD_VALUE patterns"]);
    expect(faults({})).toEqual(["USER_PATTERNS_MISSING_FIELD patterns"]);
    expect(faults({ patterns: [{ id: "a", pattern: "x", colour: "red" }] })).toEqual([
      "USER_PATTERNS_UNKNOWN_KEY patterns[0].colour",
    ]);
    expect(
      faults({
        patterns: [
          { id: "A b", pattern: "x" },
          { id: "c", pattern: 7 },
        ],
      }),
    ).toEqual(["USER_PATTERNS_BAD_VALUE patterns[0].id", "USER_PATTERNS_WRONG_TYPE patterns[1].pattern"]);
    expect(
      faults({
        patterns: [
          { id: "a", pattern: "x" },
          { id: "a", pattern: "y" },
        ],
      }),
    ).toEqual(["USER_PATTERNS_BAD_VALUE patterns[1].id"]);
    expect(
      faults({
        patterns: [
          { id: "a", pattern: "x" },
          { id: "b", pattern: "y+" },
        ],
      }),
    ).toEqual(["PATTERNS_UNBOUNDED_REPEAT patterns[1].pattern"]);
  });

  it("must do on their examples what these say", () => {
    const pattern = (examples: JsonValue) => ({ patterns: [{ id: "a", pattern: "EMP-[0-9]{3}", examples }] });
    expect(faults(pattern({ match: ["EMP-123"], silent: ["EMP-12"] }))).toEqual([]);
    expect(faults(pattern({ match: ["EMP-123", "EMP 123"] }))).toEqual([
      "PATTERNS_EXAMPLE_FAILS patterns[0].examples.match[1]",
    ]);
    expect(faults(pattern({ silent: ["EMP-123"] }))).toEqual([
      "PATTERNS_EXAMPLE_FAILS patterns[0].examples.silent[0]",
    ]);
  });

  it("keep the laws of streams", () => {
    const several = configured({
      patterns: [
        { id: "staff", pattern: "EMP-[0-9]{3}" },
        { id: "name", pattern: "(?i)\\bproject (?:falcon|osprey)s?\\b" },
        { id: "any", pattern: "[^ ]{0,4}#[^ ]{0,3}" },
        { id: "pairs", pattern: "aa(?:bb)?" },
        { id: "list", pattern: "(?:[0-9]{1,3}, ?){2,4}" },
        { id: "wide", pattern: "\\x{1F600}.{0,3}!" },
      ],
    });
    const pieces = [
      "EMP-",
      "1",
      "234",
      "project ",
      "Falcon",
      "osprey",
      "s",
      "#",
      "aa",
      "bb",
      "a",
      " ",
      ", ",
      "\u{1F600}",
      "!",
      "\ud83d",
      "é",
      "\n",
    ];
    checkStreamLaws(several, {
      texts: fc.array(fc.constantFrom(...pieces), { maxLength: 16 }).map((some) => some.join("")),
      runs: 400,
    });
  });
});
