import { afterEach, describe, expect, it } from "vitest";
import { connectTarget } from "../connect.ts";
import { configOf, realDeps, sessionContext } from "../testing/real-parts.ts";
import { json, startServer, type Answer, type RealServer } from "../testing/real-server.ts";

const open: RealServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function scored(answer: Answer, texts: readonly string[]) {
  const server = await startServer(answer);
  open.push(server);
  const target = await connectTarget(
    configOf({ kind: "openai-chat", id: "m", base_url: `${server.url}/v1`, model: "m", echo_logprobs: true }),
    realDeps({ maxAttempts: 1 }),
  );
  if (target.score === undefined) throw new Error("it scores");
  let bits;
  try {
    bits = await target.score(texts, sessionContext());
  } finally {
    await target.dispose();
  }
  return {
    bits: [...bits],
    bodies: server.seen.map(({ body }) => JSON.parse(body) as Record<string, unknown>),
  };
}

/** A server whose tokens are characters; each has half the probability of the one before. */
const halving: Answer = (request, response) => {
  const { prompt } = JSON.parse(request.body) as { prompt: string[] };
  const choices = prompt.map((text, index) => ({
    index,
    logprobs: {
      token_logprobs: [null, ...Array.from(text.slice(1), () => Math.log(0.5)), Math.log(0.25)],
      text_offset: Array.from({ length: text.length + 1 }, (_, i) => i),
    },
  }));
  json(response, { choices: choices.toReversed() });
};

describe("scores of texts", () => {
  it("are the bits of what was read, without what was written behind it, whatever the order of the answer", async () => {
    const { bits, bodies } = await scored(halving, ["abcd", "ab", "abc"]);
    expect(bits.map((one) => Math.round(one * 1e9) / 1e9)).toEqual([3, 1, 2]);
    expect(bodies).toEqual([
      { model: "m", prompt: ["abcd", "ab", "abc"], echo: true, logprobs: 1, max_tokens: 1, temperature: 0 },
    ]);
  });

  it("are asked for in batches, in order", async () => {
    const texts = Array.from({ length: 40 }, (_, i) => "a".repeat(i + 2));
    const { bits, bodies } = await scored(halving, texts);
    expect(bodies).toHaveLength(3);
    expect(bits.map(Math.round)).toEqual(texts.map((text) => text.length - 1));
  });

  it.each([
    ["no probabilities", { choices: [{ index: 0, logprobs: null }] }],
    ["fewer texts", { choices: [] }],
    ["a hole", { choices: [{ logprobs: { token_logprobs: [-1, null, -1], text_offset: [0, 1, 2] } }] }],
    ["nothing of the text", { choices: [{ logprobs: { token_logprobs: [-1], text_offset: [9] } }] }],
    ["a probability above one", { choices: [{ logprobs: { token_logprobs: [2], text_offset: [0] } }] }],
    [
      "the same text twice",
      {
        choices: [
          { index: 0, logprobs: { token_logprobs: [-1], text_offset: [0] } },
          { index: 0, logprobs: { token_logprobs: [-1], text_offset: [0] } },
        ],
      },
    ],
  ])("are refused where the answer has %s", async (_, body) => {
    await expect(scored((__, response) => json(response, body), ["abc"])).rejects.toMatchObject({
      code: "TARGETS_UNEXPECTED_SHAPE",
    });
  });

  it("are not offered where the configuration does not say so", async () => {
    const config = configOf({ kind: "openai-chat", id: "m", base_url: "http://127.0.0.1:9/v1", model: "m" });
    const target = await connectTarget(config, realDeps());
    expect("score" in target).toBe(false);
    await target.dispose();
  });
});
