import { describe, expect, it } from "vitest";
import { assessSystem } from "./assessment/assess-system.ts";
import { onlyGates, practiceFolder } from "./testing/practice.ts";

const url = process.env["BARTIZAN_TEST_LLM_URL"];
const model = process.env["BARTIZAN_TEST_LLM_MODEL"] ?? "default";

/**
 * The suite of the practice bot against any OpenAI-compatible endpoint: set BARTIZAN_TEST_LLM_URL (without
 * `/v1`), and BARTIZAN_TEST_LLM_MODEL and BARTIZAN_TEST_LLM_KEY where the endpoint wants them. What a real model
 * answers is not ours to assert (the practice bot's prompt is not there to leak either); that every lane ends in a verdict with an interval is.
 */
describe.runIf(url !== undefined)("a real model", () => {
  it("is assessed by every check that needs words only, each ending in a verdict with its interval", async () => {
    // Tool abuse is judged by effects, which a bare model endpoint has none of.
    const bare = (text: string): string =>
      onlyGates(
        "redteam/direct-injection",
        "redteam/prompt-extraction",
        "redteam/markdown-exfil",
      )(text)
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
    for (const { check, verdict, attack } of outcome.report.results) {
      process.stdout.write(`${check}: ${verdict.sentence}\n`);
      expect(attack.interval.high).toBeLessThanOrEqual(1);
    }
  }, 3_600_000);
});
