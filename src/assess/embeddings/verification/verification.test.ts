import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../stats/index.ts";
import type { Rows } from "../../../contracts/index.ts";
import { constraintsOf, hopSkipJump, normalDraws, runAttack, square } from "../../robustness/index.ts";
import { fixture } from "../../robustness/testing/fixture.ts";
import {
  attackedVerifier,
  bestImpostor,
  enrol,
  impostorRates,
  morphsAccepted,
  recoverTemplate,
  similarity,
  thresholdAt,
  thresholdBetween,
  type Embed,
} from "../index.ts";

/** Ten writers of digits, told apart by what the network says before its softmax. */
const digits = fixture("digits");
const embed: Embed = (rows: Rows) => digits.model.gradients.logits(rows);
const width = 64;
const { rows, labels } = digits.pool;
const count = 300;
const gallery: Rows = { count, width, data: rows.data.slice(0, count * width) };
const identities = labels.slice(0, count);
const vectors = await embed(gallery);
const templates = enrol(vectors, identities);
const threshold = thresholdAt(0.01, vectors, identities, templates);
const verifier = { embed, threshold };
const tries = digits.test.slice(0, 30);

describe("a verification model", () => {
  it("is calibrated to the share of strangers it may accept", () => {
    const seen: number[] = [];
    identities.forEach((own, i) => {
      for (const { identity, vector } of templates)
        if (identity !== own) seen.push(similarity(vectors.slice(10 * i, 10 * i + 10), vector));
    });
    const { rate, interval, n } = impostorRates(seen, threshold);
    expect(n).toBe(300 * 9);
    expect(rate).toBeLessThanOrEqual(0.01);
    expect(rate).toBeGreaterThan(0.009);
    expect(interval.low).toBeLessThan(rate);
    expect(thresholdAt(0.01, new Float64Array(0), new Int32Array(0), [])).toBe(Infinity);
  });

  it("takes more strangers where they search who they are most like", async () => {
    const data = Float64Array.from(digits.test.flatMap(({ row }) => [...row]));
    const own = await embed({ count: digits.test.length, width, data });
    const vectorOf = (i: number): Float64Array => own.slice(10 * i, 10 * i + 10);
    const searched = digits.test.map(
      ({ label }, i) => bestImpostor(vectorOf(i), label, templates)?.similarity ?? -1,
    );
    const blind = digits.test.map(({ label }, i) => {
      const victim = templates.filter(({ identity }) => identity !== label)[i % 9];
      return victim === undefined ? -1 : similarity(vectorOf(i), victim.vector);
    });
    searched.forEach((like, i) => expect(like).toBeGreaterThanOrEqual(blind[i] ?? 1));
    expect(impostorRates(searched, threshold).rate).toBeGreaterThan(impostorRates(blind, threshold).rate);
  });

  it("lets strangers in who climb by its scores, and who see its decisions alone", async () => {
    const input = { shape: [width], domain: { low: 0, high: 1 } };
    let climbed = 0;
    let walked = 0;
    for (const { id, row, label } of tries.slice(0, 10)) {
      const [vector] = [await embed({ count: 1, width, data: row })];
      const best = bestImpostor(vector, label, templates);
      const victim = templates.find(({ identity }) => identity === best?.victim);
      if (victim === undefined) throw new Error("there is nobody else");
      const run = {
        model: attackedVerifier(verifier, victim),
        input,
        output: { kind: "score", width: 2 },
        examples: [{ id, row, label: 0 }],
        random: seededRandom("climb"),
        constraints: constraintsOf(input),
      } as const;
      const [found] = await runAttack(square({ epsilon: 0.3, iterations: 300 }), { ...run, budget: 301 });
      if (found?.outcome === "success") {
        climbed++;
        const near = await embed({ count: 1, width, data: found.adversarial ?? row });
        expect(similarity(near, victim.vector)).toBeGreaterThan(threshold);
      }
      const known = [...identities.keys()].filter((i) => identities[i] === victim.identity).slice(0, 5);
      const pool = {
        rows: {
          count: known.length,
          width,
          data: Float64Array.from(
            known.flatMap((i) => Array.from(gallery.data.subarray(width * i, width * (i + 1)))),
          ),
        },
        labels: new Int32Array(known.length).fill(1),
      };
      const [near] = await runAttack(hopSkipJump({ norm: "l2", iterations: 3, pool }), {
        ...run,
        budget: 1000,
      });
      if (near?.outcome === "success") walked++;
    }
    expect(climbed).toBeGreaterThanOrEqual(8);
    expect(walked).toBeGreaterThanOrEqual(8);
  });

  it("takes some means of two rows for both", async () => {
    const pairs = tries.flatMap(({ row, label }, i) => {
      const other = tries[(i + 1) % tries.length];
      const [a, b] = [label, other?.label].map((identity) =>
        templates.find((one) => one.identity === identity),
      );
      return a === undefined || b === undefined || other === undefined || a === b
        ? []
        : [{ rows: [row, other.row] as const, templates: [a, b] as const }];
    });
    const strict = await morphsAccepted(embed, pairs, threshold);
    const lax = await morphsAccepted(embed, pairs, 0.2);
    expect(strict).toHaveLength(pairs.length);
    expect(lax.filter(Boolean).length).toBeGreaterThan(strict.filter(Boolean).length);
    expect(await morphsAccepted(embed, [], 0)).toEqual([]);
  });
});

describe("what scores tell", () => {
  const size = 16;
  const draw = normalDraws(seededRandom("template"));
  const directions = (n: number): Float64Array => {
    const all = Float64Array.from({ length: n * size }, draw);
    for (let i = 0; i < n; i++) {
      const length = Math.hypot(...all.subarray(i * size, (i + 1) * size));
      for (let k = 0; k < size; k++) all[i * size + k] = (all[i * size + k] ?? 0) / length;
    }
    return all;
  };
  const template = directions(1);
  const scoresOf = (asked: Float64Array, digitsKept: number): Float64Array =>
    Float64Array.from({ length: asked.length / size }, (_, i) =>
      Number(similarity(asked.slice(i * size, (i + 1) * size), template).toFixed(digitsKept)),
    );

  it("is the whole template, from as many exact scores as it has numbers", () => {
    const asked = directions(size);
    expect(similarity(recoverTemplate(asked, scoresOf(asked, 15)), template)).toBeGreaterThan(0.9999);
    const half = asked.slice(0, (size / 2) * size);
    expect(similarity(recoverTemplate(half, scoresOf(half, 15)), template)).toBeLessThan(0.95);
  });

  it("takes more rounded scores", () => {
    const [few, many] = [directions(2 * size), directions(40 * size)];
    const after = (asked: Float64Array): number =>
      similarity(recoverTemplate(asked, scoresOf(asked, 1)), template);
    expect(after(many)).toBeGreaterThan(after(few));
    expect(after(many)).toBeGreaterThan(0.99);
  });

  it("closes in on the threshold with every answer", () => {
    const answers = [0.2, 0.9, 0.5, 0.65].map((score) => ({ score, accepted: score > 0.6 }));
    expect(thresholdBetween(answers)).toEqual({ low: 0.5, high: 0.65 });
    expect(thresholdBetween([])).toEqual({ low: -Infinity, high: Infinity });
  });
});
