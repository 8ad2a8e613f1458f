import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type BartizanError, defineErrors } from "../../errors/index.ts";
import { oneOrAll, problemsOf } from "../problems/problems.ts";
import { loadYaml } from "../yaml/load-yaml.ts";
import { checkShape } from "./check-shape.ts";
import { closest } from "./closest.ts";

const spec = { summary: "s", remedy: "r", exit: 2 } as const;
const errors = defineErrors("test", {
  unknownKey: spec,
  missingField: spec,
  wrongType: spec,
  badValue: spec,
  severalProblems: spec,
});
const schema = z.strictObject({
  id: z.string(),
  level: z.enum(["low", "high"]).optional(),
  parts: z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("agent"), max_steps: z.int().min(1) }),
        z.strictObject({ kind: z.literal("tool"), effects: z.array(z.string()) }),
      ]),
    )
    .default([]),
});

function problems(text: string): readonly BartizanError[] {
  const shape = checkShape(schema, loadYaml(text, { file: "s.yaml" }), errors);
  return shape.ok ? [] : shape.problems;
}

describe("checkShape", () => {
  it("gives the value when everything fits", () => {
    expect(checkShape(schema, loadYaml("id: a"), errors)).toEqual({
      ok: true,
      value: { id: "a", parts: [] },
    });
  });

  it("names an unknown key at the key, with the word that was meant and those that are known", () => {
    const [problem] = problems("id: a\nparts:\n  - {kind: agent, max_stesp: 3, max_steps: 1}");
    expect(problem).toMatchObject({
      code: "TEST_UNKNOWN_KEY",
      message: "`max_stesp` is not a key of parts[0].",
      place: { file: "s.yaml", line: 3, column: 19, field: "parts[0].max_stesp" },
      remedy: "Did you mean `max_steps`? Known keys here: kind, max_steps.",
    });
  });

  it.each([
    ["level: low", "TEST_MISSING_FIELD", "`id` is missing; it must be text."],
    ["id: 3", "TEST_WRONG_TYPE", "id must be text, not a number."],
    ["id: [x]", "TEST_WRONG_TYPE", "id must be text, not a list."],
    ["id: a\nlevel: hihg", "TEST_BAD_VALUE", "level must be one of `low`, `high`."],
    ["id: a\nparts: [{kind: agnet}]", "TEST_BAD_VALUE", "parts[0].kind is not a known kind."],
    ["id: a\nparts: [{}]", "TEST_MISSING_FIELD", "`kind` is missing."],
    ["[]", "TEST_WRONG_TYPE", "the document must be a mapping, not a list."],
    ["", "TEST_WRONG_TYPE", "the document must be a mapping, not empty."],
  ])("on %j says %s", (text, code, message) => {
    expect(problems(text)).toMatchObject([{ code, message }]);
  });

  it("suggests the option that was meant", () => {
    expect(problems("id: a\nlevel: hihg")[0]?.remedy).toContain("Did you mean `high`?");
    expect(problems("id: a\nparts: [{kind: agnet}]")[0]?.remedy).toContain("Did you mean `agent`?");
  });

  it("never repeats a value", () => {
    const secret = "sk-live-0123456789";
    for (const text of [
      `id: a\nlevel: ${secret}`,
      `id: a\nparts: ${secret}`,
      `id: a\nparts: [{kind: ${secret}}]`,
    ])
      expect(JSON.stringify(problems(text).map((p) => [p.message, p.remedy]))).not.toContain(secret);
  });

  it("reports all problems at once, in the order of the file", () => {
    const found = problems("level: 3\nparts:\n  - {kind: tool}\n  - {kind: agent, max_steps: 0}\nzzz: 1");
    const failure = oneOrAll(found, errors.severalProblems, { file: "s.yaml" });
    expect(failure.code).toBe("TEST_SEVERAL_PROBLEMS");
    expect(problemsOf(failure).map((problem) => problem.place.field)).toEqual([
      "id",
      "level",
      "parts[0].effects",
      "parts[1].max_steps",
      "zzz",
    ]);
    expect(failure.message).toContain("s.yaml:3:5 `effects` is missing");
    expect(problemsOf(oneOrAll(found.slice(0, 1), errors.severalProblems, {}))).toEqual(found.slice(0, 1));
  });
});

it("finds the word that was meant, and none when nothing is near", () => {
  expect(closest("zonee", ["zone", "kind"])).toBe("zone");
  expect(closest("knid", ["zone", "kind"])).toBe("kind");
  expect(closest("Untrusted", ["untrusted"])).toBe("untrusted");
  expect(closest("colour", ["zone", "kind"])).toBeUndefined();
  expect(closest("x".repeat(1000), ["x"])).toBeUndefined();
});
