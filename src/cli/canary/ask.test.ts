import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  startLanguageModel,
  readFacts,
  type LanguageModelServer,
} from "../../../range/models/language-model/index.ts";
import type { AskReport } from "../../app/canaries/index.ts";
import { minimalManifest } from "../../system/testing/minimal.ts";
import { bartizan } from "../testing/capture.ts";

const facts = readFacts();
let folder = "";
let server: LanguageModelServer;

/** The practice model's canaries as a plan, of some numbers of copies. */
function writePlan(
  name: string,
  copies: readonly number[],
  change: (secret: string) => string = (one) => one,
): void {
  const canaries = facts.canaries
    .filter((one) => copies.includes(one.copies))
    .map(({ id, secret, copies: planted }) => ({
      id,
      text: facts.format.text.replace("{}", change(secret)),
      secret: change(secret),
      copies: planted,
    }));
  const plan = { format: facts.format, bits: Math.log2(facts.candidates), canaries, insertions: [] };
  const file = {
    schemaVersion: "bartizan.canaries/v1",
    seed: "ask",
    documents: 1,
    shape: { kind: "line" },
    plan,
  };
  writeFileSync(join(folder, name), JSON.stringify(file));
}

function writeSystem(name: string, url: string, more = ""): void {
  const own = `  - {id: live, kind: openai-chat, component: bot, environment: test, base_url: "${url}/v1", model: harbour-notes, max_tokens: 12${more}}\n`;
  writeFileSync(
    join(folder, name),
    minimalManifest.replace(/ {2}- id: live[\s\S]*?(?=gates:)/, own).replace(/ {2}rate: .*\n/, ""),
  );
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ask-"));
  server = await startLanguageModel({ logProbabilities: false });
  writeSystem("system.yaml", server.url);
  writePlan("plan.json", [0, 64]);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const ask = (...args: string[]) => bartizan(["canary", "ask", ...args, "--target", "live"], { cwd: folder });

describe("bartizan canary ask", () => {
  it("finds over a chat endpoint what the model has memorised", async () => {
    const { code, out } = await ask("plan.json", "--samples", "12", "--references", "6", "--format", "json");
    const report = JSON.parse(out) as AskReport;
    expect(code).toBe(1);
    expect(report.questions).toBe(8 * (12 + 12));
    expect(report.chance).toBeLessThan(0.01);
    const hits = (copies: number): number =>
      report.completions.filter((one) => one.copies === copies).reduce((sum, one) => sum + one.hits, 0);
    expect([hits(0), hits(64) > 3]).toEqual([0, true]);
    for (const { trained, won } of report.choices) if (trained) expect(won).toBe(6);
    // Each has references of its own.
    expect(new Set(report.choices.map(({ canary }) => canary)).size).toBe(8);
  });

  it("finds nothing where other secrets were planted than are asked for", async () => {
    // The same model, asked for secrets that it was never shown.
    writePlan("other.json", [0, 64], (secret) =>
      secret.replaceAll(/\d/g, (digit) => String((Number(digit) + 4) % 10)),
    );
    const { code, out } = await ask("other.json", "--samples", "6", "--references", "6");
    expect(code).toBe(0);
    expect(out).toMatch(/^ +64 +4 +0 of 24 /m);
    expect(out).toContain("knows none of the secrets");
  });

  it("stops where the budget is spent, and says so", async () => {
    const { code, err } = await ask("plan.json", "--max-requests", "5");
    expect(err).toContain("TARGETS_BUDGET_EXHAUSTED");
    expect(code).not.toBe(0);
  });

  it("measures nothing where nothing is answered", async () => {
    const broken = createServer((_, response) => response.writeHead(400).end("{}"));
    broken.listen(0, "127.0.0.1");
    await once(broken, "listening");
    writeSystem("broken.yaml", `http://127.0.0.1:${(broken.address() as AddressInfo).port}`);
    const { code, err } = await ask(
      "plan.json",
      "--system",
      "broken.yaml",
      "--samples",
      "2",
      "--references",
      "0",
    );
    expect([code, err.includes("CANARIES_NO_ANSWER")]).toEqual([3, true]);
    broken.closeAllConnections();
    broken.close();
  });

  it.each([
    [["plan.json", "--samples", "x"], "--samples takes"],
    [["plan.json", "--confidence", "2"], "--confidence is"],
    [["plan.json", "--samples", "0", "--references", "0"], "nothing to ask"],
    [["gone.json"], "FORMATS_NOT_FOUND"],
    [["plan.json", "--system", "gone.yaml"], "gone.yaml"],
  ])("says what is wrong with %j", async (args, message) => {
    const { code, err } = await ask(...args);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

describe("bartizan canary exposure --target", () => {
  it("measures by what an endpoint tells of texts", async () => {
    const telling = await startLanguageModel();
    writeSystem("telling.yaml", telling.url, ", echo_logprobs: true");
    const exposure = (...args: string[]) =>
      bartizan(["canary", "exposure", "plan.json", "--target", "live", ...args], { cwd: folder });
    const { code, out } = await exposure("--system", "telling.yaml", "--references", "64", "--at-most", "3");
    expect(code).toBe(1);
    expect(out).toMatch(/^ +64 +4 +6\.0 \(6\.0 to 6\.0\) +\d/m);
    expect(out).toMatch(/^ +0 +4 +[0-3]\.\d /m);
    // One request for sixteen texts.
    const short = await exposure("--system", "telling.yaml", "--references", "64", "--max-requests", "3");
    expect(short.err).toContain("TARGETS_BUDGET_EXHAUSTED");
    await telling.close();
    writeSystem("silent.yaml", server.url, ", echo_logprobs: true");
    const silent = await exposure("--system", "silent.yaml", "--references", "20");
    expect([silent.code, silent.err.includes("log-prob")]).toEqual([3, true]);
    expect((await exposure()).err).toContain("CANARIES_NO_SCORES");
    expect((await exposure("losses.jsonl")).err).toContain("either a file of losses, or --target");
    expect((await exposure("--references", "3")).err).toContain("--references is");
  });
});
