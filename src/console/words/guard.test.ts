import { expect, it } from "vitest";
import { reachText, windowText } from "./guard.ts";

it("says windows as people say them", () => {
  expect([1, 60, 90, 900, 3_600, 7_200, 86_400, 172_800, 2_592_000].map(windowText)).toEqual([
    "1 s",
    "minute",
    "90 s",
    "15 min",
    "hour",
    "2 h",
    "day",
    "2 days",
    "30 days",
  ]);
});

it("says how far back the lists reach, and that there is more", () => {
  const reach = { records: 12, oldest: "2026-11-23T10:00:00.000Z", leftOut: false, problems: [] };
  expect(reachText(reach)).toBe("12 decisions on record since 2026-11-23 10:00 UTC.");
  expect(reachText({ ...reach, leftOut: true })).toContain("; older ones stay in the ledgers.");
  expect(reachText({ records: 0, leftOut: false, problems: [] })).toBe("No decision is recorded yet.");
});
