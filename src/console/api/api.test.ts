import { describe, expect, it } from "vitest";
import type { RunSummary } from "../../contracts/index.ts";
import { failureOf } from "./failure.ts";
import { withRun } from "./live.ts";
import { withQuery } from "./request.ts";

describe("speaking to the server", () => {
  it("leaves holes out of a query and encodes the rest", () => {
    expect(withQuery("/api/findings", { system: "a b", q: undefined, state: "" })).toBe(
      "/api/findings?system=a+b",
    );
    expect(withQuery("/api/runs", {})).toBe("/api/runs");
  });

  it("passes on the server's own words of a refusal, and has words for anything else", () => {
    const refused = failureOf(403, {
      error: { code: "SERVER_FORBIDDEN", message: "m", remedy: "r", field: "f" },
    });
    expect(refused).toMatchObject({
      status: 403,
      code: "SERVER_FORBIDDEN",
      message: "m",
      remedy: "r",
      field: "f",
    });
    for (const odd of [undefined, null, "<html>", { error: "x" }, { error: { code: 1 } }])
      expect(failureOf(502, odd)).toMatchObject({ status: 502, code: "CONSOLE_ANSWER_UNREADABLE" });
  });
});

describe("a live run", () => {
  const run = (id: string, done: number): RunSummary => ({
    id,
    system: { id: "s", name: "s" },
    startedAt: "",
    status: "running",
    done,
    planned: 9,
    checks: [],
  });

  it("is put in its place, or on top when it is new; a list that was not read stays unread", () => {
    const runs = [run("b", 1), run("a", 1)];
    expect(withRun(runs, run("a", 2))?.map(({ id, done }) => [id, done])).toEqual([
      ["b", 1],
      ["a", 2],
    ]);
    expect(withRun(runs, run("c", 0))?.map(({ id }) => id)).toEqual(["c", "b", "a"]);
    expect(withRun(undefined, run("c", 0))).toBeUndefined();
  });
});
