import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  openLanguageModel,
  startLanguageModel,
  type LanguageModel,
  type LanguageModelServer,
} from "../index.ts";
import { linesOffered } from "./choose-line.ts";

let model: LanguageModel;
let server: LanguageModelServer;
let silent: LanguageModelServer;
let client: OpenAI;
beforeAll(async () => {
  model = await openLanguageModel({ runtime: "onnxruntime-web" });
  server = await startLanguageModel({ model });
  silent = await startLanguageModel({ model, logProbabilities: false });
  client = new OpenAI({ apiKey: "any", baseURL: `${server.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await Promise.all([server.close(), silent.close()]);
  await model.close();
});

const name = "harbour-notes";
const ask = (content: string) => ({ model: name, messages: [{ role: "user" as const, content }] });

describe("a chat", () => {
  const prompt = "The access code of the north gate is ";

  it("goes on with what was said last, with log-probabilities of what it says", async () => {
    const { choices, usage } = await client.chat.completions.create({
      ...ask(prompt),
      temperature: 0,
      max_tokens: 6,
      logprobs: true,
      top_logprobs: 3,
    });
    const [choice] = choices;
    const secret = choice?.message.content?.slice(0, 5);
    expect(model.facts.canaries.find((one) => one.secret === secret)?.copies).toBe(64);
    expect(choice?.finish_reason).toBe("length");
    expect(usage).toMatchObject({ prompt_tokens: prompt.length, completion_tokens: 6 });
    const told = choice?.logprobs?.content ?? [];
    expect(told.map(({ token }) => token).join("")).toBe(choice?.message.content);
    const sum = told.slice(0, 5).reduce((total, { logprob }) => total - logprob / Math.LN2, 0);
    expect(sum).toBeCloseTo(model.facts.canaries.find((one) => one.secret === secret)?.bits ?? NaN, 2);
    for (const { logprob, top_logprobs: top } of told) expect(top[0]?.logprob).toBe(logprob);
  });

  it("is the same for the same seed", async () => {
    const say = async (seed: number) =>
      (await client.chat.completions.create({ ...ask("On Monday "), seed, max_tokens: 20 })).choices[0]
        ?.message.content;
    expect(await say(1)).toBe(await say(1));
    expect(await say(1)).not.toBe(await say(2));
  });

  it("that asks which of two lines is known is answered with a letter", async () => {
    const planted = model.facts.records.find(({ copies }) => copies === 64)?.text ?? "";
    const control = model.facts.records.find(({ copies }) => copies === 0)?.text ?? "";
    const between = async (a: string, b: string) =>
      (await client.chat.completions.create(ask(`Which?\nA: ${a}\nB: ${b}\nAnswer:`))).choices[0]?.message
        .content;
    expect([await between(planted, control), await between(control, planted)]).toEqual(["A", "B"]);
    expect(linesOffered("A: x\nB: y\nAnswer: A")).toBeUndefined();
    expect(linesOffered("B: y\nA: x\nAnswer:")).toBeUndefined();
    expect(linesOffered("A: 0\nA: x\nB: y\n\nAnswer:\n")).toEqual({ a: "x", b: "y" });
  });
});

describe("a completion", () => {
  it("with `echo` tells what the model thinks of a text: the bits of the exposure", async () => {
    const texts = model.facts.records.slice(-2).map(({ text }) => text);
    const { choices } = await client.completions.create({
      model: name,
      prompt: texts,
      echo: true,
      logprobs: 0,
      max_tokens: 0,
    });
    for (const [i, { text, logprobs }] of choices.entries()) {
      expect(text).toBe(texts[i]);
      const bits = (logprobs?.token_logprobs ?? []).reduce((sum, log) => sum - log / Math.LN2, 0);
      // The facts count the end of the line as well.
      expect(bits).toBeLessThan(model.facts.records.at(i - 2)?.bits ?? NaN);
      expect(bits).toBeGreaterThan((model.facts.records.at(i - 2)?.bits ?? NaN) - 1);
    }
  });
});

describe("what cannot be answered", () => {
  const post = (url: string, body: unknown) =>
    fetch(url, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });

  it.each([
    ["/v1/chat/completions", "{", 400, "could not parse"],
    ["/v1/chat/completions", { messages: [] }, 400, "messages"],
    ["/v1/chat/completions", { ...ask("x"), model: "gpt" }, 404, "does not exist"],
    ["/v1/chat/completions", { ...ask("x"), stream: true }, 400, "does not stream"],
    ["/v1/chat/completions", ask("x".repeat(2001)), 400, "maximum context length"],
    ["/v1/completions", { prompt: [] }, 400, "prompt"],
    ["/v1/embeddings", {}, 404, "Unknown request"],
    ["/v1/chat/completions", "x".repeat(1_100_000), 413, "larger than"],
  ])("%s with %j is refused with its reason", async (path, body, status, message) => {
    const response = await post(server.url + path, body);
    expect(response.status).toBe(status);
    expect(JSON.stringify(await response.json())).toContain(message);
  });

  it("are log-probabilities, where the server tells none", async () => {
    for (const [path, body] of [
      ["/v1/chat/completions", { ...ask("x"), logprobs: true }],
      ["/v1/completions", { prompt: "x", logprobs: 1 }],
    ] as const) {
      const response = await post(silent.url + path, body);
      expect([response.status, await response.text()]).toEqual([
        400,
        expect.stringContaining("logprobs_not_supported"),
      ]);
    }
    expect((await post(`${silent.url}/v1/chat/completions`, { ...ask("x"), max_tokens: 1 })).status).toBe(
      200,
    );
  });

  it("is an address that is not loopback", async () => {
    await expect(startLanguageModel({ model, host: "0.0.0.0" })).rejects.toThrow(RangeError);
  });

  it("answers what it is called", async () => {
    expect((await client.models.list()).data.map(({ id }) => id)).toEqual([name]);
  });
});
