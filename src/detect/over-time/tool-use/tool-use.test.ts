import { describe, expect, it } from "vitest";
import type { JsonValue, Step } from "../../../contracts/index.ts";
import { BartizanError } from "../../../errors/index.ts";
import { problemsOf } from "../../../formats/index.ts";
import { detector } from "./detector.ts";

const faults = (settings: JsonValue): string[] => {
  try {
    detector.configure?.(settings);
  } catch (error) {
    if (!(error instanceof BartizanError)) throw error;
    return problemsOf(error).map(({ code, place, remedy }) => {
      expect(remedy).not.toBe("");
      return `${code} ${place.field}`;
    });
  }
  return [];
};

describe("the policy of tools", () => {
  it.each<[JsonValue, string]>([
    [{ tool: [] }, "OVER_TIME_UNKNOWN_KEY tool"],
    [{ tools: [{}] }, "OVER_TIME_MISSING_FIELD tools[0].name"],
    [{ tools: [{ name: "a", effects: ["mony"] }] }, "OVER_TIME_BAD_VALUE tools[0].effects[0]"],
    [
      { tools: [{ name: "a", arguments: [{ path: "to", max: 1 }] }] },
      "OVER_TIME_BAD_VALUE tools[0].arguments[0].path",
    ],
    [
      { tools: [{ name: "a", arguments: [{ path: "$.to" }] }] },
      "OVER_TIME_MISSING_FIELD tools[0].arguments[0]",
    ],
    [
      { tools: [{ name: "a", arguments: [{ path: "$.to", pattern: "(?!a)" }] }] },
      "OVER_TIME_BAD_VALUE tools[0].arguments[0].pattern",
    ],
    [{ tools: [{ name: "a", schema: { minimun: 3 } }] }, "OVER_TIME_BAD_VALUE tools[0].schema"],
    [{ flows: [{ id: "a", after: {}, deny: {} }] }, "OVER_TIME_BAD_VALUE flows[0].deny"],
    [
      { flows: [{ id: "a", after: {}, deny: { tools: ["x"] }, unless: {} }] },
      "OVER_TIME_MISSING_FIELD flows[0].unless",
    ],
  ])("%j is refused: %s", (settings, wanted) => {
    expect(faults(settings)).toContain(wanted);
  });
});

const call = (name: string, args: string): Step => ({
  at: 0,
  stage: "tool-call",
  principal: { id: "p", verified: true },
  text: args,
  toolCall: { id: "c", name, arguments: args },
});
const result = (source?: string): Step => ({
  at: 0,
  stage: "tool-result",
  principal: { id: "p", verified: true },
  text: "x",
  ...(source === undefined ? {} : { source }),
});

describe("taint", () => {
  const flows = {
    flows: [{ id: "web-out", after: { source: ["web"] }, deny: { tools: ["send"] } }],
    allow: ["*"],
  };
  const guarded = detector.configure?.(flows) ?? detector;
  const after = (steps: readonly Step[]): string[] => {
    const memory = steps.reduce((held, step) => guarded.step(held, step)[0], guarded.init());
    return guarded.step(memory, call("send", "{}"))[1].map(({ rule }) => rule);
  };

  it("stays, however much is read afterwards", () => {
    const many = Array.from({ length: 200 }, (_, i) => result(`tool-${i}`));
    expect(after([result("web"), ...many])).toEqual(["flow-web-out"]);
  });

  it("is assumed when more sources came in than are remembered, or one without a name", () => {
    expect(after([result("a"), result("b")])).toEqual([]);
    expect(after(Array.from({ length: 41 }, (_, i) => result(`tool-${i}`)))).toEqual(["flow-web-out"]);
    expect(after([result("x".repeat(100))])).toEqual(["flow-web-out"]);
    expect(after([result()])).toEqual(["flow-web-out"]);
  });
});

it("hostile arguments of a megabyte are read or refused at once", () => {
  const guarded =
    detector.configure?.({
      tools: [
        {
          name: "a",
          arguments: [
            { path: "$.v[*]", inUserText: true },
            { path: "$.v[*]", deny: true, pattern: "([a-z]{1,9}b){3}" },
          ],
        },
      ],
    }) ?? detector;
  const rules = (args: string): string[] =>
    guarded.step(guarded.init(), call("a", args))[1].map(({ rule }) => rule);
  expect(rules(`{"v": [${"1,".repeat(400_000)}1]}`)).toEqual(["argument-value", "argument-value"]);
  expect(rules("[".repeat(1_000_000))).toEqual(["malformed-arguments"]);
});
