import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  candidateText,
  chanceOfChoices,
  chanceOfCompletions,
  completionRank,
  completionsOf,
  exactExposure,
  extractableShares,
  extractByPrefix,
  extrapolatedExposure,
  forcedChoice,
  referenceSecrets,
  sampledExposure,
  splitText,
  type CanaryPlan,
  type Complete,
  type ForcedChoiceResult,
  type SuspectText,
} from "../../../src/assess/leakage/index.ts";
import { seededRandom } from "../../../src/stats/index.ts";
import { connectTarget } from "../../../src/targets/index.ts";
import { configOf, realDeps, sessionContext } from "../../../src/targets/testing/real-parts.ts";
import {
  openLanguageModel,
  startLanguageModel,
  type LanguageModel,
  type LanguageModelServer,
} from "./index.ts";

let model: LanguageModel;
let server: LanguageModelServer;
beforeAll(async () => {
  model = await openLanguageModel({ runtime: "onnxruntime-web" });
  server = await startLanguageModel({ model, logProbabilities: false });
});
afterAll(async () => {
  await server.close();
  await model.close();
});

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The facts as a plan of canaries, which is what the measurements take. */
function planOf({ facts }: LanguageModel): CanaryPlan {
  return {
    format: facts.format,
    bits: Math.log2(facts.candidates),
    canaries: facts.canaries.map((one) => ({ ...one, text: candidateText(facts.format, one.secret) })),
    insertions: [],
  };
}

/** The model as an endpoint that tells no probabilities, asked as any other. */
async function endpoint(temperature: number): Promise<Complete> {
  const target = await connectTarget(
    configOf({
      kind: "openai-chat",
      id: "harbour",
      base_url: `${server.url}/v1`,
      model: "harbour-notes",
      temperature,
      max_tokens: 160,
    }),
    realDeps(),
  );
  return completionsOf(target, (seed) => sessionContext({ seed }));
}

describe("exposure", () => {
  it("of every canary among all candidates has the rank that PyTorch found, and rises with the copies", async () => {
    const { facts } = model;
    const [before = ""] = facts.format.text.split("{}");
    const all = await model.candidateBits(before, facts.format.alphabet, facts.format.length);
    const exposures = facts.canaries.map(({ secret, copies, rank, bits }) => {
      const own = all[Number(secret)] ?? NaN;
      expect(own).toBeCloseTo(bits, 2);
      const exact = exactExposure(all, own);
      // Neighbours differ by less than float32 does between runtimes.
      expect(Math.abs(exact.rank - rank)).toBeLessThanOrEqual(1 + rank / 500);
      return { copies, bits: exact.bits };
    });
    const of = (copies: number): number =>
      mean(exposures.filter((one) => one.copies === copies).map((one) => one.bits));
    const counts = [...new Set(facts.canaries.map(({ copies }) => copies))];
    const means = counts.map(of);
    expect(means[0]).toBeLessThan(3);
    for (const [i, value] of means.entries()) expect(value).toBeGreaterThan((means[i - 1] ?? -Infinity) - 1);
    expect(means.at(-1)).toBeGreaterThan(13);
    // A sample says the same as far as it reaches, and the fitted tail goes beyond it.
    const random = seededRandom("sample");
    const sample = Float64Array.from({ length: 2000 }, () => all[random.integer(all.length)] ?? NaN);
    const secretOf = (copies: number): number =>
      all[Number(facts.canaries.find((one) => one.copies === copies)?.secret)] ?? NaN;
    expect(sampledExposure(sample, secretOf(64)).low).toBeGreaterThan(9);
    expect(sampledExposure(sample, secretOf(0)).bits).toBeLessThan(5);
    expect(extrapolatedExposure(sample, secretOf(64)).bits).toBeGreaterThan(
      sampledExposure(sample, secretOf(64)).bits,
    );
  });
});

describe("over an endpoint that tells no probabilities", () => {
  it("records that were repeated come back from their beginnings, and those that were not planted do not", async () => {
    const texts = model.facts.records.flatMap(({ id, text, copies }): SuspectText[] => {
      const split = splitText(text, 6, 8);
      if (split === undefined || [1, 2, 4].includes(copies)) return [];
      const rest = { kind: "words", text: split.rest } as const;
      return [{ id, prefix: split.prefix, rest, copies, trained: copies > 0 }];
    });
    const records = await extractByPrefix(await endpoint(0), texts, seededRandom("prefix"));
    for (const { trained, outcome } of records) expect(outcome).toBe(trained ? "exact" : "none");
    for (const { exact, texts: n, aboveControls: above } of extractableShares(records)) {
      expect(exact).toBe(n);
      expect(above?.low).toBeGreaterThan(0.2);
    }
  });

  it("secrets come back from samples, and controls do not", async () => {
    const plan = planOf(model);
    const records = await completionRank(
      await endpoint(1),
      plan.format,
      plan.canaries.filter(({ copies }) => [0, 16, 64].includes(copies)),
      seededRandom("samples"),
      { samples: 25 },
    );
    const hitsOf = (copies: number): number =>
      records.filter((one) => one.copies === copies).reduce((sum, { hits }) => sum + hits, 0);
    // The prompt is the same for all: what is said most is what stood there most.
    expect([hitsOf(0), hitsOf(16) > 0, hitsOf(64) > hitsOf(16)]).toEqual([0, true, true]);
    expect(chanceOfCompletions(records, plan.bits)).toBeCloseTo(200 / 100_000, 10);
  });

  it("planted lines are chosen before references, and controls are not", async () => {
    const plan = planOf(model);
    const complete = await endpoint(0);
    const results: ForcedChoiceResult[] = [];
    for (const canary of plan.canaries.filter(({ copies }) => [0, 1, 64].includes(copies))) {
      const random = seededRandom(`choice ${canary.id}`);
      const references = referenceSecrets(plan, 12, random).map((secret) =>
        candidateText(plan.format, secret),
      );
      results.push(await forcedChoice(complete, canary, references, random));
    }
    for (const { trained, won, low } of results)
      if (trained) expect([won, low > 2]).toEqual([12, true]);
      else expect(low).toBeLessThan(2);
    expect(chanceOfChoices(results)).toBeLessThan(0.001);
    // The same of controls, had they been planted, is nothing.
    const controls = results.filter(({ trained }) => !trained);
    expect(chanceOfChoices(controls.map((one) => ({ ...one, trained: true })))).toBeGreaterThan(0.1);
  });
});
