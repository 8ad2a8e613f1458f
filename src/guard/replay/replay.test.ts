import { describe, expect, it } from "vitest";
import type { DecisionRecord, Guard, StoredContent } from "../../contracts/index.ts";
import { guardOn, prepared, wordDetector } from "../testing/sample.ts";
import { readLines } from "./read-lines.ts";
import { readRecorded, type Recorded } from "./recorded.ts";
import { replayClock, replayDecisions } from "./replay.ts";

const clock = replayClock();
const guard = async (rules: string): Promise<Guard> =>
  guardOn(
    await prepared(`detectors: {words: true}\nrules: [${rules}]`, {
      pure: [wordDetector("words", ["ALPHA", "BETA"])],
    }),
    { clock },
  );
const rule = (id: string, word: string, action: string): string =>
  `{id: ${id}, when: {signals: {rules: [${word}]}}, action: ${action}}`;

const record = (
  id: string,
  text: string,
  given: Partial<Pick<DecisionRecord, "content" | "direction" | "principal">> & {
    readonly action?: string;
  } = {},
): string =>
  JSON.stringify({
    schemaVersion: "bartizan.decision/v1",
    id,
    at: "2027-01-02T03:04:05.000Z",
    exchange: id,
    direction: given.direction ?? "request",
    route: "chat",
    principal: given.principal ?? { id: "ada", verified: true },
    decision: { action: given.action ?? "allow", wouldBe: "allow", hits: [], signals: [], failures: [] },
    attributes: { "gen_ai.request.model": "m" },
    content: given.content ?? [{ part: "/messages/0/content", stage: "input", kept: "full", value: text }],
  });

async function* recorded(
  lines: readonly string[],
  open?: (sealed: StoredContent) => string | undefined,
): AsyncGenerator<Recorded> {
  for await (const { line, text } of readLines([Buffer.from(lines.join("\n"))]))
    yield readRecorded(text, line, open);
}

describe("replay", () => {
  it("shows every decision that would differ, by rule and principal, paired", async () => {
    const bob = { id: "bob", verified: true };
    const report = await replayDecisions({
      records: recorded([
        record("1", "ALPHA"),
        record("2", "BETA"),
        record("3", "neither"),
        record("4", "ALPHA BETA", { principal: bob }),
        record("5", "ALPHA", { principal: bob }),
      ]),
      before: await guard(rule("b", "beta", "block")),
      after: await guard(`${rule("a", "alpha", "block")}, ${rule("b", "beta", "redact")}`),
      clock,
    });
    expect(report).toMatchObject({
      exchanges: 5,
      replayed: 5,
      differ: 3,
      newlyStopped: 2,
      newlyPassed: 1,
      before: { allow: 3, block: 2 },
      after: { allow: 1, redact: 1, block: 3 },
      byRule: { a: { fires: 3, firesNoMore: 0 } },
      byPrincipal: [
        { id: "ada", newlyStopped: 1, newlyPassed: 1 },
        { id: "bob", newlyStopped: 1, newlyPassed: 0 },
      ],
      stopped: { before: 0.4, after: 0.6, pValue: 1 },
    });
    expect(report.stopped.difference).toBeCloseTo(0.2);
    expect(report.changes.map(({ id, before, after }) => [id, before, after])).toEqual([
      ["1", "allow", "block"],
      ["2", "block", "redact"],
      ["5", "allow", "block"],
    ]);
    expect(report.changes[0]).toMatchObject({
      at: "2027-01-02T03:04:05.000Z",
      newRules: ["a"],
      goneRules: [],
    });
  });

  it("of a policy against itself shows nothing", async () => {
    const report = await replayDecisions({
      records: recorded([record("1", "ALPHA"), record("2", "x")]),
      before: await guard(rule("a", "alpha", "block")),
      after: await guard(rule("a", "alpha", "block")),
      clock,
    });
    expect(report).toMatchObject({ differ: 0, changes: [], byRule: {}, stopped: { difference: 0 } });
  });

  it("compares with what was decided then, where there is no policy before", async () => {
    const after = await guard(rule("a", "alpha", "block"));
    const records = recorded([
      record("1", "ALPHA", { action: "allow" }),
      record("2", "ALPHA", { action: "block" }),
    ]);
    expect(await replayDecisions({ records, after, clock })).toMatchObject({ differ: 1, newlyStopped: 1 });
  });

  it("counts what it cannot replay, by reason", async () => {
    const kept = (how: "hmac" | "redacted" | "encrypted") => ({
      content: [{ part: "/a", stage: "input" as const, kept: how, value: "QUxQSEE=" }],
    });
    const lines = [
      record("1", "", { content: [] }),
      record("2", "", kept("hmac")),
      record("3", "", kept("redacted")),
      record("4", "", kept("encrypted")),
      record("5", "x"),
    ];
    const after = await guard(rule("a", "alpha", "block"));
    expect(await replayDecisions({ records: recorded(lines), after, clock })).toMatchObject({
      exchanges: 5,
      replayed: 1,
      notReplayable: {
        count: 4,
        byReason: {
          "content-encrypted": 1,
          "content-hashed": 1,
          "content-not-stored": 1,
          "content-redacted": 1,
        },
      },
    });
    const opened = recorded(lines, ({ value }) => Buffer.from(value, "base64").toString());
    expect(await replayDecisions({ records: opened, after, clock })).toMatchObject({
      replayed: 2,
      newlyStopped: 1,
    });
  });

  it("takes request and answer out of a record of a whole exchange, and exchanges as the guard takes them", async () => {
    const content = [
      { part: "/messages/0/content", stage: "input" as const, kept: "full" as const, value: "hi" },
      { part: "/choices/0/message/content", stage: "output" as const, kept: "full" as const, value: "BETA" },
    ];
    const exchange = {
      at: "2027-01-01T00:00:00Z",
      request: {
        exchange: { id: "9", principal: { id: "eve", verified: false }, route: "chat" },
        parts: [{ at: "/a", stage: "input", role: "user", text: "ALPHA" }],
      },
    };
    const report = await replayDecisions({
      records: recorded([record("1", "", { direction: "exchange", content }), JSON.stringify(exchange)]),
      before: await guard(""),
      after: await guard(`${rule("a", "alpha", "block")}, ${rule("b", "beta", "block")}`),
      clock,
    });
    expect(report.changes.map(({ id, direction }) => [id, direction])).toEqual([
      ["1", "response"],
      ["9", "request"],
    ]);
  });

  it("refuses lines it cannot read, with the line", () => {
    expect(() => readRecorded('{"request": {}}', 7)).toThrow(
      expect.objectContaining({ code: "GUARD_RECORDS_UNREADABLE", place: { line: 7 } }),
    );
    expect(() => readRecorded("nonsense", 1)).toThrow(
      expect.objectContaining({ code: "FORMATS_JSON_SYNTAX" }),
    );
  });

  it("reads lines however the bytes are cut, and refuses endless ones", async () => {
    const bytes = Buffer.from('é\n\n{"a":1}\nlast');
    for (let cut = 0; cut <= bytes.length; cut++) {
      const lines: string[] = [];
      for await (const { line, text } of readLines([bytes.subarray(0, cut), bytes.subarray(cut)]))
        lines.push(`${line}:${text}`);
      expect(lines).toEqual(["1:é", '3:{"a":1}', "4:last"]);
    }
    const endless = Array.from({ length: 20 }, () => Buffer.alloc(1_000_000, 97));
    await expect(readLines(endless).next()).rejects.toMatchObject({
      code: "GUARD_RECORDS_UNREADABLE",
    });
  });
});
