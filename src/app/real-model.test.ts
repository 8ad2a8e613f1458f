import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { entryType } from "../assess/index.ts";
import type { JsonObject } from "../contracts/index.ts";
import { readBundle } from "../evidence/index.ts";
import { assessSystem } from "./assessment/assess-system.ts";
import { onlyGates, practiceFolder } from "./testing/practice.ts";

const url = process.env["BARTIZAN_TEST_LLM_URL"];
const model = process.env["BARTIZAN_TEST_LLM_MODEL"] ?? "default";

const wordsOnly = ["redteam/direct-injection", "redteam/prompt-extraction", "redteam/markdown-exfil"];

/**
 * The suite of the practice bot against any OpenAI-compatible endpoint: set BARTIZAN_TEST_LLM_URL (without
 * `/v1`), and BARTIZAN_TEST_LLM_MODEL and BARTIZAN_TEST_LLM_KEY where the endpoint wants them. What a real model
 * answers is not ours to assert (the practice bot's prompt is not there to leak either); that every lane ends in a verdict with an interval is.
 */
describe.runIf(url !== undefined)("a real model", () => {
  it("is assessed by every check that needs words only, each ending in a verdict with its interval", async () => {
    // Tool abuse is judged by effects, which a bare model endpoint has none of.
    const bare = (text: string): string =>
      onlyGates(...wordsOnly)(text)
        .replace(
          "model: mira-l2",
          `model: ${model}${process.env["BARTIZAN_TEST_LLM_KEY"] === undefined ? "" : "\n    api_key: env:BARTIZAN_TEST_LLM_KEY"}`,
        )
        .replace(/ {4}harness:[\s\S]*?(?=\n\S|\n# )/, "");
    await using practice = await practiceFolder(url ?? "", 2, bare);
    const outcome = await assessSystem({
      systemFile: practice.systemFile,
      env: process.env,
      budget: { maxRequests: 2000 },
    });
    if (outcome.kind !== "ran") throw new Error("it ran");
    const { report, plan } = outcome;
    const decided = new Map<number, JsonObject>();
    for await (const { seq, type, body } of readBundle(
      join(practice.folder, ".bartizan/runs", report.run.id),
    ))
      if (type === entryType.decided) decided.set(seq, body);
    expect(decided.size).toBe(plan.lanes.length);

    expect(report.results.map(({ check }) => check).sort()).toEqual([...wordsOnly].sort());
    for (const { check, target, verdict, attack, refused, entry } of report.results) {
      process.stdout.write(`${check}: ${verdict.sentence}\n`);
      expect(decided.get(entry)).toMatchObject({ check, target, verdict: { kind: verdict.kind } });
      expect(["pass", "fail", "inconclusive"]).toContain(verdict.kind);
      for (const { n, planned, point, interval } of [attack, refused]) {
        expect(n).toBeGreaterThan(0);
        expect(n).toBeLessThanOrEqual(planned);
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.low).toBeLessThanOrEqual(point);
        expect(interval.high).toBeGreaterThanOrEqual(point);
        expect(interval.high).toBeLessThanOrEqual(1);
        // Something was learnt: not every rate is still possible.
        expect(interval.high - interval.low).toBeLessThan(1);
      }
    }
  }, 3_600_000);
});
