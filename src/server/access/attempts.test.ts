import { describe, expect, it } from "vitest";
import { attemptLimiter } from "./attempts.ts";

function setUp() {
  let now = 0;
  const limiter = attemptLimiter({ now: () => now, sleep: async () => undefined });
  const fail = (address: string, times: number): void => {
    for (let i = 0; i < times; i += 1) limiter.failed(address);
  };
  return { limiter, fail, pass: (ms: number) => (now += ms) };
}

describe("failed sign-ins", () => {
  it("are allowed ten times a minute from one address", () => {
    const { limiter, fail, pass } = setUp();
    fail("a", 9);
    expect(limiter.waitFor("a")).toBe(0);
    fail("a", 1);
    pass(1_000);
    expect(limiter.waitFor("a")).toBe(59_000);
    expect(limiter.waitFor("b")).toBe(0);
    pass(59_000);
    expect(limiter.waitFor("a")).toBe(0);
  });

  it("from many addresses together slow down everybody", () => {
    const { limiter, fail, pass } = setUp();
    for (let i = 0; i < 500; i += 1) fail(`address ${i}`, 1);
    expect(limiter.waitFor("somebody else")).toBeGreaterThan(0);
    pass(60_000);
    expect(limiter.waitFor("somebody else")).toBe(0);
  });

  it("are counted in bounded memory, and the count of everybody is never the one forgotten", () => {
    const { limiter, fail, pass } = setUp();
    for (let minute = 0; minute < 30; minute += 1) {
      for (let i = 0; i < 499; i += 1) fail(`address ${minute}-${i}`, 1);
      expect(limiter.waitFor("new")).toBe(0);
      fail("last", 1);
      expect(limiter.waitFor("new")).toBe(60_000);
      pass(60_000);
    }
    expect(limiter.remembered).toBeLessThanOrEqual(4_096);
  });
});
