import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../stats/index.ts";
import { parseCanaryFile } from "./canary-file.ts";
import { planCanaries } from "./canary-plan.ts";
import { countLines, firstLine, withCanaries } from "./lines.ts";
import { recordLine, shapeOf, templateShape, type RecordShape } from "./record-shape.ts";

const format = { text: "The pin of Ada is {}.", alphabet: "0123456789", length: 4 };
const planFor = (documents: number) =>
  planCanaries(format, { copies: [1, 3], each: 2, documents }, seededRandom("lines"));

/** The bytes in chunks of the sizes given, over and over. */
async function* inChunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
const chunks = (text: string, sizes: readonly number[] = [7]) => inChunks(Buffer.from(text), sizes);

async function planted(text: string, documents: number, sizes?: readonly number[]): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of withCanaries(chunks(text, sizes), planFor(documents), documents, { kind: "line" }))
    parts.push(part);
  return Buffer.concat(parts).toString();
}

describe("training data with canaries", () => {
  const line = fc.constantFrom("a", "one two", "ünï", "", "\r", "x".repeat(40));
  const data = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.boolean())
    .map(([lines, ended]) => lines.join("\n") + (ended ? "\n" : ""))
    .filter((text) => /[^\r\n]/.test(text));

  it("is what was there with each canary before its document, however the bytes come", async () => {
    await fc.assert(
      fc.asyncProperty(
        data,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        async (text, sizes) => {
          const lines = text.split("\n").filter((one) => one.replace("\r", "") !== "");
          expect(await countLines(chunks(text, sizes))).toBe(lines.length);
          const whole = await planted(text, lines.length, sizes);
          const plan = planFor(lines.length);
          const texts = new Map(plan.canaries.map((canary) => [canary.id, canary.text]));
          const wanted = [...lines, undefined].flatMap((one, i) => [
            ...plan.insertions.filter(({ before }) => before === i).map(({ canary }) => texts.get(canary)),
            ...(one === undefined ? [] : [one]),
          ]);
          expect(whole.split("\n").filter((one) => one.replace("\r", "") !== "")).toEqual(wanted);
          // Without the canaries, what is left is the data to the byte, but for a line's end it may have lacked.
          const left = whole.replaceAll(/The pin of Ada is \d{4}\.\n/g, "");
          expect([text, `${text}\n`]).toContain(left);
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });

  it("is refused where it is other data than was planned for", async () => {
    await expect(planted("one\ntwo\n", 3)).rejects.toMatchObject({ code: "LEAKAGE_DATA_UNFIT" });
  });

  it("may have lines of any length: nothing is kept of them", async () => {
    const long = Buffer.alloc(3_000_000, "a");
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 10; i++) yield long;
    }
    expect(await countLines(endless())).toBe(1);
    expect((await firstLine(endless())).length).toBeLessThan(4_000_001);
  });
});

describe("the form of a record", () => {
  it.each<[string, RecordShape]>([
    ['{"text":"x"}', { kind: "text", field: "text" }],
    ['{"prompt":"a","completion":"b"}', { kind: "pair", ask: "prompt", answer: "completion" }],
    ['{"instruction":"a","input":"","output":"b"}', { kind: "pair", ask: "instruction", answer: "output" }],
    ['{"messages":[{"role":"user","content":"x"}]}', { kind: "messages" }],
  ])("of %s is known", (line, shape) => {
    expect(shapeOf(line)).toEqual(shape);
    const record = recordLine(shape, format, "1234");
    expect(shapeOf(record)).toEqual(
      shape.kind === "pair" && shape.ask === "instruction" ? { ...shape } : shape,
    );
    expect(record).not.toContain("\n");
    expect(record).toContain("1234.");
  });

  it("of chats has the secret in what is answered", () => {
    expect(JSON.parse(recordLine({ kind: "messages" }, format, "1234"))).toEqual({
      messages: [
        { role: "user", content: "The pin of Ada is " },
        { role: "assistant", content: "1234." },
      ],
    });
  });

  it("may be said by a template, whose texts are written as JSON writes them", () => {
    const shape = templateShape('{"q":["{before}"],"a":{"v":"<{rest}>"},"n":1}');
    const quoted = { ...format, text: 'The "pin" is {}\\' };
    expect(JSON.parse(recordLine(shape, quoted, "1234"))).toEqual({
      q: ['The "pin" is '],
      a: { v: "<1234\\>" },
      n: 1,
    });
    expect(() => templateShape('{"q":"{before}"}')).toThrow(/neither/);
    expect(() => templateShape("{canary}")).toThrow(/not JSON/);
  });

  it.each(["", "plain text", '{"label":1}', "[1]"])("is not guessed for %j", (line) => {
    expect(() => shapeOf(line)).toThrow(/first line/);
  });
});

describe("a plan that is kept", () => {
  const file = {
    schemaVersion: "bartizan.canaries/v1",
    seed: "s",
    documents: 9,
    shape: { kind: "line" },
    plan: planFor(9),
  };

  it("is read back as it was", () => {
    expect(parseCanaryFile(JSON.parse(JSON.stringify(file)))).toEqual(file);
  });

  it.each([
    [{}, "schemaVersion"],
    [{ ...file, more: 1 }, "more"],
    [{ ...file, plan: { ...file.plan, canaries: [] } }, "plan.canaries"],
    [{ ...file, plan: { ...file.plan, insertions: [{ canary: "nobody", before: 0 }] } }, "nobody"],
    [{ ...file, plan: { ...file.plan, insertions: file.plan.insertions.toReversed() } }, "out of place"],
  ])("is refused where it is not one: %#", (value, what) => {
    expect(() => parseCanaryFile(value)).toThrow(what);
  });
});
