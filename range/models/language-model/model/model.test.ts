import { readFileSync, statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../../../src/formats/index.ts";
import { decodeModel } from "../../../../src/models/index.ts";
import { modelFile } from "../facts.ts";
import { openLanguageModel, type Generation, type LanguageModel, type Told } from "./language-model.ts";

let model: LanguageModel;
beforeAll(async () => void (model = await openLanguageModel({ runtime: "onnxruntime-web" })));
afterAll(() => model.close());

/** What the model thinks of the character behind the probe, every character at its number. */
async function probed(of: LanguageModel): Promise<readonly number[]> {
  const { characters } = of.facts.model;
  const [told] = (await of.read(`${of.facts.probe.text}.`, characters.length)).slice(-1);
  const logs = new Map(told?.top.map((one) => [one.character, one.logProbability]));
  return Array.from(characters, (character) => logs.get(character) ?? NaN);
}

describe("the model that lies here", () => {
  it("is the one the facts speak of, and at most 5 MB", async () => {
    const bytes = readFileSync(modelFile);
    expect(sha256(bytes)).toBe(model.facts.model.sha256);
    expect(statSync(modelFile).size).toBeLessThan(5_000_000);
    const decoded = await decodeModel(bytes);
    expect(decoded.opsets.get("")).toBe(model.facts.model.opset);
  });

  it.each(["onnxruntime-web", "interpreter"] as const)(
    "gives by %s the logits that PyTorch gave",
    async (runtime) => {
      const open = await openLanguageModel({ runtime });
      const { logits } = open.facts.probe;
      const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
      for (const [i, log] of (await probed(open)).entries())
        expect(Math.abs(log - ((logits[i] ?? NaN) - total))).toBeLessThan(2e-4);
      await open.close();
    },
  );

  it("gives records the bits that PyTorch gave", async () => {
    const records = model.facts.records.filter((_, i) => i % 4 === 0);
    const bits = await model.bitsOf(records.map(({ text }) => text));
    for (const [i, record] of records.entries()) expect(bits[i]).toBeCloseTo(record.bits, 1);
  });
});

describe("writing", () => {
  const prompt = "On Monday ";
  const written = async (options: Generation): Promise<readonly Told[]> => {
    const all: Told[] = [];
    for await (const told of model.generate(prompt, options)) all.push(told);
    return all;
  };

  it("remembers what was read: as likely as when the whole is read anew", async () => {
    const told = await written({ mostCharacters: 40 });
    const text = told.map(({ character }) => character).join("");
    const read = (await model.read(prompt + text)).slice(prompt.length);
    expect(text.length).toBeGreaterThan(10);
    for (const [i, { logProbability }] of told.entries())
      expect(logProbability).toBeCloseTo(read[i]?.logProbability ?? NaN, 3);
  });

  it("takes the likeliest without a temperature, and what the seed draws with one", async () => {
    const greedy = await written({ mostCharacters: 30, tellTop: 1 });
    for (const { character, top } of greedy) expect(character).toBe(top[0]?.character);
    const drawn = { mostCharacters: 30, temperature: 1 };
    const texts = await Promise.all(
      ["1", "2", "1"].map((seed) => model.complete(prompt, { ...drawn, seed })),
    );
    expect(texts[0]).toBe(texts[2]);
    expect(texts[0]).not.toBe(texts[1]);
    expect(await model.complete(prompt, { ...drawn, topK: 1, seed: "2" })).toBe(
      greedy.map(({ character }) => character).join(""),
    );
  });

  it("ends with the line", async () => {
    const text = await model.complete(model.facts.records.at(-1)?.text.slice(0, 60) ?? "", {
      mostCharacters: 400,
    });
    expect(text.length).toBeLessThan(399);
    expect(text).not.toContain("\n");
  });

  it("reads what it does not know as question marks where asked to, and refuses it where it scores", async () => {
    expect(await model.complete("Größe ", { mostCharacters: 5 })).toBe(
      await model.complete("Gr??e ", { mostCharacters: 5 }),
    );
    await expect(model.bitsOf(["Größe"])).rejects.toThrow(RangeError);
    await expect(model.bitsOf(["a".repeat(2500)])).rejects.toThrow(/2000/);
    await expect(model.complete("a", { temperature: -1 })).rejects.toThrow(RangeError);
    await expect(model.complete("a", { temperature: 1, topK: 0 })).rejects.toThrow(RangeError);
  });
});

describe("scoring", () => {
  it("of candidates together is what each has by itself", async () => {
    const { format } = model.facts;
    const [before = ""] = format.text.split("{}");
    const all = await model.candidateBits(before, format.alphabet, 2);
    expect(all).toHaveLength(100);
    const alone = await model.read(`${before}73`);
    const bits = alone.slice(-2).reduce((sum, { logProbability }) => sum - logProbability / Math.LN2, 0);
    expect(all[73]).toBeCloseTo(bits, 3);
    // No more than everything that may follow.
    expect(all.reduce((sum, value) => sum + 2 ** -value, 0)).toBeLessThanOrEqual(1 + 1e-9);
  });

  it("of a line is the sum over its characters and its end", async () => {
    const text = "The tide gauge read 3.14 at 7:20.";
    const [bits = NaN] = await model.bitsOf([text]);
    const told = await model.read(`${text}\n`);
    expect(told).toHaveLength(text.length + 1);
    expect(bits).toBeCloseTo(
      told.reduce((sum, { logProbability }) => sum - logProbability / Math.LN2, 0),
      6,
    );
    expect(await model.read("")).toEqual([]);
    // Lines of other lengths beside it change nothing.
    const [, again] = await model.bitsOf(["A", text, `${text} ${text}`]);
    expect(again).toBeCloseTo(bits, 3);
  });
});
