import { describe, expect, it } from "vitest";
import type { GuardedRequest } from "../../contracts/index.ts";
import { responseSteps } from "./over-time.ts";

const request: GuardedRequest = {
  exchange: {
    id: "e",
    principal: { id: "p", verified: true },
    route: "r",
    model: "mcp/tools",
    tags: [],
    dataClasses: [],
    context: { instructions: [], canaries: [], userTexts: [], tools: [] },
  },
  parts: [],
  tools: [],
  bytes: 0,
};

describe("the steps of an answer", () => {
  it("begin with the tools it tells of", () => {
    const part = {
      at: "/result/tools/0/name",
      stage: "tool-definition",
      role: "system",
      text: "find",
    } as const;
    const tools = [{ name: "find" }];
    const steps = responseSteps(request, { parts: [part], tools, bytes: 7 }, 1);
    expect(steps.map(({ part, step }) => [part, step.stage, step.tools, step.text, step.model])).toEqual([
      ["", "tool-definition", tools, undefined, "mcp/tools"],
      ["/result/tools/0/name", "tool-definition", undefined, "find", "mcp/tools"],
    ]);
  });

  it("are one step about its size when it says nothing", () => {
    expect(responseSteps(request, { parts: [], bytes: 7 }, 1)).toMatchObject([
      { part: "", step: { stage: "output", bytes: 7 } },
    ]);
  });
});
