import { expect, it, vi } from "vitest";
import type * as Patterns from "../patterns/index.ts";
import { detector } from "./detector.ts";

const tried = vi.hoisted(() => ({ times: 0 }));
vi.mock("../patterns/index.ts", async (original) => {
  const patterns = await original<typeof Patterns>();
  const compileProgram: typeof patterns.compileProgram = (...given) => {
    const program = patterns.compileProgram(...given);
    return {
      ...program,
      matchAt: (...place) => {
        tried.times += 1;
        return program.matchAt(...place);
      },
    };
  };
  return { ...patterns, compileProgram };
});

it("a short anchor of a long pattern costs a look for its words, not the pattern", () => {
  const inspect = (text: string) => detector.inspect({ stage: "output", role: "assistant", text });
  expect(inspect("iex (iwr x)")).toHaveLength(1);
  expect(tried.times).toBeGreaterThan(0);
  tried.times = 0;
  expect(inspect("iex ".repeat(10_000))).toEqual([]);
  expect(tried.times).toBe(0);
});
