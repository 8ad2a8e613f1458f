import { describe, expect, it } from "vitest";
import { dateTime, day, duration } from "./date.ts";

describe("dates in words", () => {
  it("are absolute and in UTC, whatever zone they came in", () => {
    expect(dateTime("2026-11-23T13:31:49.000Z")).toBe("2026-11-23 13:31 UTC");
    expect(dateTime("2026-11-23T00:30:00+02:00")).toBe("2026-11-22 22:30 UTC");
    expect(day("2026-11-23T13:31:49.000Z")).toBe("2026-11-23");
  });

  it("say so when they cannot be read", () => {
    expect(dateTime("yesterday")).toBe("unreadable date");
  });

  it("say how long something took", () => {
    expect(duration("2026-11-23T10:00:00Z", "2026-11-23T10:00:59Z")).toBe("59 s");
    expect(duration("2026-11-23T10:00:00Z", "2026-11-23T10:11:12Z")).toBe("11 min 12 s");
    expect(duration("2026-11-23T10:00:00Z", "2026-11-23T12:05:00Z")).toBe("2 h 5 min");
    expect(duration("2026-11-23T10:00:00Z", "2026-11-23T09:00:00Z")).toBe("0 s");
  });
});
