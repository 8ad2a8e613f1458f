import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dialects, type Dialect, type SseEvent } from "../dialects/index.ts";
import { messageStream, textBlock, toolBlock } from "../testing/anthropic-shapes.ts";
import { chatChunk, chatStream, done, sse } from "../testing/openai-shapes.ts";
import type { ScriptedRule } from "../testing/scripted-guard.ts";
import { splitAt, streamThrough } from "../testing/stream-harness.ts";

const dialectOf = (id: string): Dialect => dialects.find((item) => item.id === id)!;
const chat = dialectOf("openai-chat");
const messages = dialectOf("anthropic-messages");
const redact: readonly ScriptedRule[] = [{ word: "secret", action: "redact" }];
const clean = (text: string): string => text.replaceAll("secret", "[x]");

interface Chunk {
  readonly choices?: readonly {
    readonly index: number;
    readonly delta: Readonly<Record<string, unknown>>;
    readonly finish_reason: string | null;
  }[];
}

const parsed = <T>(events: readonly SseEvent[]): T[] =>
  events.filter(({ data }) => data !== "[DONE]").map(({ data }) => JSON.parse(data) as T);

const chatText = (events: readonly SseEvent[], key = "content", index = 0): string =>
  parsed<Chunk>(events)
    .flatMap(({ choices = [] }) => choices)
    .filter((choice) => choice.index === index)
    .map(({ delta }) => (typeof delta[key] === "string" ? delta[key] : ""))
    .join("");

const messageText = (events: readonly SseEvent[]): string =>
  parsed<{ readonly delta?: { readonly text?: string } }>(events)
    .map(({ delta }) => delta?.text ?? "")
    .join("");

const finishes = (events: readonly SseEvent[]): (string | null)[] =>
  parsed<Chunk>(events)
    .flatMap(({ choices = [] }) => choices)
    .flatMap(({ finish_reason }) => finish_reason ?? []);

describe("what the client sees of a stream", () => {
  const texts = ["ein 🔑 secre", "t, se", "", "cret", " – und sec"];
  const whole = clean(texts.join(""));

  it("is the guard's text, wherever the bytes are split in two", async () => {
    const bytes = Buffer.from(chatStream(texts).join(""));
    for (let at = 1; at < bytes.length; at++) {
      const { events } = await streamThrough(chat, splitAt(bytes, [at]), { rules: redact });
      expect(chatText(events), `split at ${at}`).toBe(whole);
      expect(events.at(-1)?.data).toBe("[DONE]");
    }
  });

  it("is the guard's text when every byte comes alone, and when all come at once", async () => {
    for (const [dialect, stream, read] of [
      [chat, chatStream(texts), chatText],
      [messages, messageStream([textBlock(0, texts)]), messageText],
    ] as const) {
      const bytes = Buffer.from(stream.join(""));
      const every = [...bytes.keys()];
      for (const places of [every, []]) {
        const { events } = await streamThrough(dialect, splitAt(bytes, places), { rules: redact });
        expect(read(events)).toBe(whole);
      }
    }
  });

  it("is the guard's text for any words in any pieces split anywhere, in both protocols", async () => {
    const piece = fc.constantFrom("s", "e", "secret", "sec", "ret", "cret", " ", "é", "🔑", "\n", '"', "x");
    const pieces = fc.array(piece, { maxLength: 12 });
    const cuts = fc.array(fc.nat(3_000), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(pieces, cuts, fc.boolean(), async (said, places, openAi) => {
        const stream = openAi ? chatStream(said) : messageStream([textBlock(0, said)]);
        const chunks = splitAt(Buffer.from(stream.join("")), places);
        const { events, account } = await streamThrough(openAi ? chat : messages, chunks, { rules: redact });
        expect((openAi ? chatText : messageText)(events)).toBe(clean(said.join("")));
        expect(account.response?.parts.map(({ text }) => text).join("")).toBe(said.join(""));
      }),
      { numRuns: 300 },
    );
  });

  it("never holds a byte of a blocked word, whatever the split", async () => {
    const bytes = Buffer.from(chatStream(["abc sec", "ret", " def"]).join(""));
    for (let at = 1; at < bytes.length; at += 7) {
      for (let other = at + 1; other < bytes.length; other += 31) {
        const chunks = splitAt(bytes, [at, other]);
        const { events, account } = await streamThrough(chat, chunks, {
          rules: [{ word: "secret", action: "block" }],
        });
        expect(chatText(events)).toBe("abc ");
        expect(finishes(events)).toEqual(["content_filter"]);
        expect(account.outcome).toBe("cut");
      }
    }
  });

  it("comes in one write for what came in one piece", async () => {
    const stream = chatStream(["one ", "two ", "three"]);
    const text = Buffer.from(stream.slice(0, 4).join(""));
    const rest = Buffer.from(stream.slice(4).join(""));
    const { writes } = await streamThrough(chat, [text, rest]);
    expect(writes).toHaveLength(2);
  });
});

describe("other ways to say what is held", () => {
  it("are inspected or left out: reasoning, refusals, token probabilities, what nobody knows", async () => {
    const stream = [
      chatChunk({ role: "assistant", reasoning_content: "think secret" }),
      chatChunk({ role: "secret" }),
      chatChunk({ role: { words: "secret" } }),
      chatChunk({ refusal: "no secret" }),
      chatChunk({ invented: "a sec" }),
      chatChunk({ invented: "ret", details: [{ text: "secret" }] }),
      sse({
        choices: [
          {
            index: 0,
            delta: { content: "secret" },
            finish_reason: null,
            logprobs: { content: [{ token: "secret" }] },
          },
        ],
      }),
      chatChunk({}, "stop"),
      done,
    ];
    const { events, writes } = await streamThrough(chat, [Buffer.from(stream.join(""))], { rules: redact });
    expect(chatText(events, "reasoning_content")).toBe("think [x]");
    expect(chatText(events, "refusal")).toBe("no [x]");
    expect(chatText(events, "invented")).toBe("a [x]");
    expect(writes.join("")).not.toContain("secret");
  });

  it("are left out of what stands around the text, in both protocols", async () => {
    const strange = sse({
      choices: [{ index: 0, delta: { content: "a" }, finish_reason: null }],
      words: "secret",
    });
    const list = sse({ choices: [], notes: [{ text: "secret" }] });
    const first = await streamThrough(chat, [
      Buffer.from([strange, list, chatChunk({}, "stop"), done].join("")),
    ]);
    expect(chatText(first.events)).toBe("a");
    expect(first.writes.join("")).not.toContain("secret");
    const object = await streamThrough(chat, [
      Buffer.from(chatChunk({ content: "a" })),
      Buffer.from(sse({ choices: { 0: { delta: { content: "secret" } } } })),
    ]);
    expect(object.writes.join("")).not.toContain("secret");
    const events = messageStream([textBlock(0, ["a"]), toolBlock(1, "f", ["{}"])], "tool_use").map((text) =>
      text.replaceAll(/"type":"(?=[a-z])/g, '"extra":{"x":"secret"},"type":"'),
    );
    const second = await streamThrough(messages, [Buffer.from(events.join(""))]);
    expect(messageText(second.events)).toBe("a");
    expect(second.writes.join("")).toContain('"name":"f"');
    expect(second.writes.join("")).not.toContain("secret");
  });

  it("are refused when they cannot be inspected: audio, unless it is allowed", async () => {
    const stream = [
      chatChunk({ audio: { data: "AAAA", transcript: "a secret" } }),
      chatChunk({}, "stop"),
      done,
    ];
    const chunks = [Buffer.from(stream.join(""))];
    const refused = await streamThrough(chat, chunks, { rules: redact });
    expect(finishes(refused.events)).toEqual(["content_filter"]);
    expect(refused.writes.join("")).not.toContain("AAAA");
    const passed = await streamThrough(chat, chunks, { rules: redact, allowed: ["audio"] });
    expect(passed.writes.join("")).toContain('"transcript":"a [x]"');
  });

  it("stay inside for Anthropic too: citations are checked, unknown pieces refused", async () => {
    const delta = (delta: object): string =>
      `event: x\ndata: ${JSON.stringify({ type: "content_block_delta", index: 0, delta })}\n\n`;
    const [start = "", ping = "", open = "", close = "", ...end] = messageStream([textBlock(0, [])]);
    const cited = delta({
      type: "citations_delta",
      citation: { type: "char_location", cited_text: "a secret" },
    });
    const first = await streamThrough(
      messages,
      [Buffer.from([start, ping, open, cited, close, ...end].join(""))],
      {
        rules: redact,
      },
    );
    expect(first.writes.join("")).toContain('"cited_text":"a [x]"');
    const unknown = delta({ type: "invented_delta", text: "secret" });
    const second = await streamThrough(messages, [
      Buffer.from([start, open, unknown, close, ...end].join("")),
    ]);
    expect(second.writes.join("")).not.toContain("secret");
    expect(second.writes.join("")).toContain('"stop_reason":"refusal"');
  });
});

describe("tool calls of a stream", () => {
  const call = (index: number, fields: object, id?: string): string =>
    chatChunk({ tool_calls: [{ index, ...(id === undefined ? {} : { id }), function: fields }] });

  it("come one by one as their JSON closes, each in one piece", async () => {
    const stream = [
      call(0, { name: "a", arguments: '{"x":' }, "c0"),
      call(0, { arguments: "1}" }),
      call(1, { name: "b", arguments: "" }, "c1"),
      call(1, { arguments: "{}" }),
      chatChunk({}, "tool_calls"),
      done,
    ];
    const chunks = stream.map((text) => Buffer.from(text));
    const { events } = await streamThrough(chat, chunks);
    const deltas = parsed<Chunk>(events)
      .flatMap(({ choices = [] }) => choices)
      .flatMap(({ delta }) => (delta["tool_calls"] as object[] | undefined) ?? []);
    expect(deltas).toEqual([
      { index: 0, id: "c0", type: "function", function: { name: "a", arguments: '{"x":1}' } },
      { index: 1, id: "c1", type: "function", function: { name: "b", arguments: "{}" } },
    ]);
  });

  it("are refused when text follows their end, or they never end", async () => {
    const after = [call(0, { name: "a", arguments: "{}" }), call(0, { arguments: '{"evil":1}' }), done];
    const never = [call(0, { name: "a", arguments: '{"evil":' }), chatChunk({}, "tool_calls"), done];
    for (const stream of [after, never]) {
      const { events, writes } = await streamThrough(chat, [Buffer.from(stream.join(""))]);
      expect(writes.join("")).not.toContain("evil");
      expect(finishes(events).at(-1)).toBe("content_filter");
    }
  });

  it("are inspected by name too, since a model may put anything there", async () => {
    const stream = [call(0, { name: "sec", arguments: "" }), call(0, { name: "ret", arguments: "{}" }), done];
    for (const action of ["block", "redact"] as const) {
      const rules = [{ word: "secret", action }];
      const { events, writes } = await streamThrough(chat, [Buffer.from(stream.join(""))], { rules });
      expect(writes.join("")).not.toContain("tool_calls");
      expect(finishes(events).at(-1)).toBe("content_filter");
    }
  });

  it("are left out, not refused, when the answer was cut short by its length", async () => {
    const stream = [call(0, { name: "a", arguments: '{"x":' }), chatChunk({}, "length"), done];
    const { events, writes } = await streamThrough(chat, [Buffer.from(stream.join(""))]);
    expect(finishes(events)).toEqual(["length"]);
    expect(writes.join("")).not.toContain('"name":"a"');
  });

  it("are checked once: the question about the whole answer leaves them out", async () => {
    const stream = messageStream([textBlock(0, ["hi"]), toolBlock(1, "a", ["{}"])], "tool_use");
    const { account } = await streamThrough(messages, [Buffer.from(stream.join(""))]);
    expect(account.response?.parts.map(({ stage }) => stage)).toEqual(["output", "tool-call"]);
  });
});

describe("the end of a stream", () => {
  it("comes early when the budget is used up, and says so as a length limit", async () => {
    let left = 5;
    const spend = (tokens: number): "continue" | "cut" => ((left -= tokens) >= 0 ? "continue" : "cut");
    const { events, account } = await streamThrough(
      chat,
      chatStream(["12345678", "12345678", "12345678"]).map((text) => Buffer.from(text)),
      { spend },
    );
    expect(chatText(events)).toBe("1234567812345678");
    expect(finishes(events)).toEqual(["length"]);
    expect(account.cut).toEqual({ kind: "budget", rule: "budget" });
  });

  it("lets go of what is decided when the upstream breaks off, then says so", async () => {
    const { events, account } = await streamThrough(chat, [Buffer.from(chatChunk({ content: "a sec" }))], {
      rules: redact,
      broken: true,
    });
    expect(chatText(events)).toBe("a sec");
    expect(events.at(-1)?.data).toContain('"code":"bartizan_upstream_failed"');
    expect(account.outcome).toBe("failed");
  });

  it.each([
    ["no JSON", "data: {broken\n\n"],
    ["no object", "data: 3\n\n"],
    ["no UTF-8", Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0xfe, 0x0a, 0x0a])],
  ])("is an error when an event is %s", async (_, bad) => {
    const chunks = [Buffer.from(chatChunk({ content: "fine" })), Buffer.from(bad)];
    const { events } = await streamThrough(chat, chunks);
    expect(events.at(-1)?.data).toContain('"code":"bartizan_upstream_unreadable"');
  });
});
