import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aResponse,
  callEvents,
  messageEvents,
  outputMessage,
  outputText,
  responseEvent,
  responseStream,
  type ResponseEvent,
} from "../../../testing/response-shapes.ts";
import type { ScriptedRule } from "../../../testing/scripted-guard.ts";
import { splitAt, streamThrough, type Streamed } from "../../../testing/stream-harness.ts";
import { dialect } from "../dialect.ts";

const redact: readonly ScriptedRule[] = [{ word: "secret", action: "redact" }];
const block: readonly ScriptedRule[] = [{ word: "secret", action: "block" }];
const clean = (text: string): string => text.replaceAll("secret", "[x]");

interface Said {
  readonly type: string;
  readonly sequence_number: number;
  readonly delta?: string;
  readonly text?: string;
  readonly part?: { readonly text?: string };
  readonly item?: Item;
  readonly response?: { readonly status: string; readonly output: readonly Item[] } & Record<string, unknown>;
}
interface Item {
  readonly type: string;
  readonly status?: string;
  readonly arguments?: string;
  readonly content?: readonly { readonly text?: string; readonly annotations?: readonly unknown[] }[];
}

const said = ({ events }: Streamed): Said[] => events.map(({ data }) => JSON.parse(data) as Said);
const deltas = (events: readonly Said[], name = "output_text"): string =>
  events
    .filter(({ type }) => type === `response.${name}.delta`)
    .map(({ delta }) => delta)
    .join("");
const run = (
  stream: readonly string[],
  rules: readonly ScriptedRule[] = redact,
  more: object = {},
): Promise<Streamed> => streamThrough(dialect, [Buffer.from(stream.join(""))], { rules, ...more });
const texts = ["ein 🔑 secre", "t, se", "", "cret", " – und sec"];
const whole = (said: readonly string[]): string[] =>
  responseStream(messageEvents(said), [outputMessage(said.join(""))]);

describe("a streamed response", () => {
  it("says in its deltas, its ends and its last snapshot the same: what the guard let go", async () => {
    const events = said(await run(whole(texts)));
    const expected = clean(texts.join(""));
    expect(deltas(events)).toBe(expected);
    const one = (type: string): Said | undefined => events.find((event) => event.type === type);
    expect(one("response.output_text.done")?.text).toBe(expected);
    expect(one("response.content_part.done")?.part?.text).toBe(expected);
    expect(one("response.output_item.done")?.item?.content?.[0]?.text).toBe(expected);
    const last = events.at(-1);
    expect(last?.type).toBe("response.completed");
    expect(last?.response?.output).toEqual([one("response.output_item.done")?.item]);
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, i) => i));
  });

  it("is the guard's text for any words in any pieces split anywhere", async () => {
    const piece = fc.constantFrom("s", "e", "secret", "sec", "ret", "cret", " ", "é", "🔑", "\n", '"', "x");
    const pieces = fc.array(piece, { maxLength: 12 });
    const cuts = fc.array(fc.nat(5_000), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(pieces, pieces, cuts, async (first, second, places) => {
        const stream = responseStream(
          [...messageEvents(first), ...messageEvents(second, 1)],
          [outputMessage(first.join("")), outputMessage(second.join(""))],
        );
        const chunks = splitAt(Buffer.from(stream.join("")), places);
        const streamed = await streamThrough(dialect, chunks, { rules: redact });
        const events = said(streamed);
        expect(deltas(events)).toBe(clean(first.join("")) + clean(second.join("")));
        const last = events.at(-1)?.response?.output ?? [];
        expect(last.map(({ content }) => content?.[0]?.text)).toEqual([
          clean(first.join("")),
          clean(second.join("")),
        ]);
        expect(streamed.account.response?.parts.map(({ text }) => text)).toEqual([
          first.join(""),
          second.join(""),
        ]);
      }),
      { numRuns: 150 },
    );
  });

  it("never holds a byte of a blocked word, whatever the split, and ends as one that was filtered", async () => {
    const bytes = Buffer.from(whole(["abc sec", "ret", " def"]).join(""));
    for (let at = 1; at < bytes.length; at += 23) {
      const streamed = await streamThrough(dialect, splitAt(bytes, [at]), { rules: block });
      const events = said(streamed);
      expect(deltas(events)).toBe("abc ");
      expect(JSON.stringify(events).replaceAll("no-secret", "")).not.toContain("secret");
      expect(events.at(-1)).toMatchObject({
        type: "response.incomplete",
        response: {
          status: "incomplete",
          incomplete_details: { reason: "content_filter" },
          output: [{ status: "incomplete", content: [{ text: "abc " }] }],
        },
      });
      expect(streamed.account.outcome).toBe("cut");
    }
  });

  it("is decided on as a whole before its end is sent", async () => {
    const rules = [{ word: "secret", action: "block", wholeOnly: true }] as const;
    const events = said(await run(whole(["a secret"]), rules));
    expect(events.map(({ type }) => type)).not.toContain("response.completed");
    expect(events.at(-1)).toMatchObject({ type: "response.incomplete" });
  });

  it("ends with its budget", async () => {
    const spend = (): "cut" => "cut";
    const events = said(await run(whole(["a long text of words"]), [], { spend }));
    expect(events.at(-1)).toMatchObject({
      response: { incomplete_details: { reason: "max_output_tokens" } },
    });
  });

  it("lets go of what is decided when the upstream breaks off, then tells the error", async () => {
    const events = said(await run(whole(["half a sec"]).slice(0, 5), redact, { broken: true }));
    expect(deltas(events)).toBe("half a sec");
    expect(events.at(-1)).toMatchObject({ type: "error", code: "bartizan_upstream_failed" });
  });
});

describe("tool calls of a streamed response", () => {
  const call = (pieces: readonly string[]): string[] => responseStream(callEvents("send", pieces), []);

  it("are sent once their whole arguments were checked, in one piece, redacted everywhere", async () => {
    const events = said(await run(call(['{"te', 'xt":"the sec', 'ret"', "}"])));
    expect(deltas(events, "function_call_arguments")).toBe('{"text":"the [x]"}');
    expect(events.at(-1)?.response?.output).toMatchObject([
      { type: "function_call", call_id: "call_1", name: "send", arguments: '{"text":"the [x]"}' },
    ]);
    expect(JSON.stringify(events)).not.toContain("secret");
  });

  it("are never seen when they are refused", async () => {
    const events = said(await run(call(['{"a":"sec', 'ret"}']), block));
    expect(JSON.stringify(events)).not.toContain("send");
    expect(events.at(-1)).toMatchObject({ type: "response.incomplete", response: { output: [] } });
  });

  it("cut short by a limit are left out", async () => {
    const stream = [
      ...call(['{"a":']).slice(0, 4),
      responseEvent({ type: "response.incomplete", response: aResponse([], { status: "incomplete" }) }),
    ];
    const events = said(await run(stream));
    expect(events.at(-1)).toMatchObject({ type: "response.incomplete", response: { output: [] } });
    expect(JSON.stringify(events)).not.toContain("send");
  });

  it("with text after their end are refused", async () => {
    const { account } = await run(call(['{"a":1}', "{}"]));
    expect(account.cut?.rule).toBe("malformed-tool-call");
  });

  it("that nobody ended are checked at the end", async () => {
    const stream = call(["{}"]).filter((event) => !event.includes("output_item.done"));
    expect(said(await run(stream)).at(-1)?.response?.output).toMatchObject([{ arguments: "{}" }]);
  });
});

describe("other ways to say what is held", () => {
  const at = { item_id: "msg_1", output_index: 0, content_index: 0 };
  const only = (events: readonly ResponseEvent[], more: object = {}): Promise<Streamed> =>
    run(responseStream(events, [], more));

  it.each([
    ["refusals", "refusal", "content", { type: "refusal", refusal: "" }],
    ["thoughts", "reasoning_text", "content", { type: "reasoning_text", text: "" }],
  ])("are inspected: %s", async (_, name, list, part) => {
    const type = name === "refusal" ? "message" : "reasoning";
    const streamed = await only([
      { type: "response.output_item.added", output_index: 0, item: { id: "i", type, [list]: [] } },
      { type: "response.content_part.added", ...at, part },
      { type: `response.${name}.delta`, ...at, delta: "a sec" },
      { type: `response.${name}.delta`, ...at, delta: "ret" },
      { type: `response.${name}.done`, ...at, text: "a secret", refusal: "a secret" },
    ]);
    expect(deltas(said(streamed), name)).toBe("a [x]");
    expect(streamed.writes.join("")).not.toContain("secret");
  });

  it("are inspected: summaries of thoughts", async () => {
    const place = { item_id: "r", output_index: 0, summary_index: 0 };
    const streamed = await only([
      {
        type: "response.output_item.added",
        output_index: 0,
        item: { id: "r", type: "reasoning", summary: [] },
      },
      {
        type: "response.reasoning_summary_part.added",
        ...place,
        part: { type: "summary_text", text: "" },
      },
      { type: "response.reasoning_summary_text.delta", ...place, delta: "a secret" },
      { type: "response.reasoning_summary_text.done", ...place, text: "a secret" },
    ]);
    expect(said(streamed).at(-1)?.response?.output).toMatchObject([
      { type: "reasoning", summary: [{ type: "summary_text", text: "a [x]" }] },
    ]);
  });

  it("are inspected: remarks, what the provider's tools did, and what stands around the items", async () => {
    const events = messageEvents(["see"]);
    const remark = { type: "url_citation", title: "a secret", url: "https://example.com/" };
    events.splice(3, 0, {
      type: "response.output_text.annotation.added",
      ...at,
      annotation_index: 0,
      annotation: remark,
    });
    const search = { id: "ws", type: "web_search_call", status: "completed", action: { query: "a secret" } };
    const streamed = await only(
      [
        ...events,
        { type: "response.output_item.added", output_index: 1, item: { ...search, action: {} } },
        { type: "response.web_search_call.searching", output_index: 1, item_id: "ws" },
        { type: "response.output_item.done", output_index: 1, item: search },
      ],
      { instructions: "keep the secret", invented: "secret" },
    );
    expect(streamed.writes.join("")).not.toContain("secret");
    expect(said(streamed).at(-1)?.response).toMatchObject({
      instructions: "keep the [x]",
      invented: "[x]",
      output: [{ content: [{ annotations: [{ title: "a [x]" }] }] }, { action: { query: "a [x]" } }],
    });
  });

  it("are inspected: texts that only the ends or the last snapshot hold", async () => {
    const late = [
      { type: "response.output_item.done", output_index: 0, item: outputMessage("first secret") },
    ] as const;
    const streamed = await run(
      responseStream(late, [outputMessage("first secret"), outputMessage("second secret")]),
    );
    const output = said(streamed).at(-1)?.response?.output ?? [];
    expect(output.map(({ content }) => content?.[0]?.text)).toEqual(["first [x]", "second [x]"]);
    expect(streamed.writes.join("")).not.toContain("secret");
  });

  it.each([
    ["an event of a kind nobody knows", { type: "response.invented.delta", delta: "x" }],
    ["a text of no item", { type: "response.output_text.delta", ...at, output_index: 7, delta: "x" }],
  ])("end the stream: %s", async (_, event) => {
    const events = said(await only([...messageEvents(["x"]).slice(0, 2), event]));
    expect(events.at(-1)).toMatchObject({ type: "error", code: "bartizan_upstream_unreadable" });
  });

  it.each([
    ["audio", { type: "response.audio.delta", output_index: 0, delta: "AAAA" }],
    ["a part of a kind nobody knows", { type: "response.content_part.added", ...at, part: { type: "odd" } }],
  ])("are refused: %s", async (_, event) => {
    const { account } = await only([...messageEvents(["x"]).slice(0, 1), event]);
    expect(account.cut?.rule).toBe("uninspected");
  });

  it("do not include token probabilities", async () => {
    const streamed = await run(whole(["a", " b"]), []);
    expect(streamed.writes.join("")).not.toContain('"token"');
    expect(outputText("")).toMatchObject({ logprobs: [] });
  });
});
