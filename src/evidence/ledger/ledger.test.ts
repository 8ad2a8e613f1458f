import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../contracts/index.ts";
import { sha256 } from "../../formats/index.ts";
import { temporaryFolder } from "../testing/sample.ts";
import { encodeEntry, isMalformed, longestLine, parseEntry } from "./entry.ts";
import { readLines } from "./lines.ts";

const root = await temporaryFolder(afterAll);
const path = join(root, "lines");

async function read(longest: number, until?: number): Promise<string[]> {
  const found: string[] = [];
  for await (const lines of readLines(path, longest, until))
    for (const line of lines)
      found.push(
        line.kind === "overlong"
          ? `overlong@${line.offset}+${line.length}`
          : `${line.kind}@${line.offset} ${line.bytes.toString("latin1")}`,
      );
  return found;
}

/** What the lines are by definition: cut at every newline. */
function byDefinition(text: string, longest: number): string[] {
  const found: string[] = [];
  let offset = 0;
  const pieces = text.split("\n");
  pieces.forEach((piece, i) => {
    const last = i === pieces.length - 1;
    if (last && piece === "") return;
    if (piece.length > longest) found.push(`overlong@${offset}+${piece.length}`);
    else found.push(`${last ? "torn" : "whole"}@${offset} ${piece}`);
    offset += piece.length + 1;
  });
  return found;
}

describe("reading lines", () => {
  it("cuts at every newline, and passes over what is too long, whatever the sizes", async () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.integer({ min: 1, max: 700_000 }).map((n) => "y".repeat(n)),
    );
    const text = fc
      .array(piece, { maxLength: 12 })
      .map((pieces) => pieces.join("\n").replaceAll(/[^\n -~]/g, "."));
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(0, 5, 1000, 300_000), async (content, longest) => {
        await writeFile(path, content, "latin1");
        expect(await read(longest)).toEqual(byDefinition(content, longest));
      }),
      { numRuns: 60 },
    );
  });

  it("ends where it is told to, as if the file did", async () => {
    const content = "one\ntwo\nthree\n";
    await writeFile(path, content);
    for (let until = 0; until <= content.length + 3; until += 1)
      expect(await read(100, until)).toEqual(byDefinition(content.slice(0, until), 100));
  });
});

describe("entries", () => {
  it("come back from their line as they were, and two equal ones have one line", () => {
    const body = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 });
    fc.assert(
      fc.property(body, fc.nat(), (drawn, seq) => {
        // JSON knows no negative zero; what went through it once stays as it is.
        const value = JSON.parse(JSON.stringify(drawn)) as Record<string, unknown>;
        fc.pre(!/\\ud[89a-f]|__proto__/i.test(JSON.stringify(value)));
        const draft = {
          seq,
          at: "2026-01-02T03:04:05.006Z",
          type: "trial.finished",
          prev: sha256("x"),
          body: value as JsonObject,
        };
        const { line, ref } = encodeEntry(draft);
        expect(parseEntry(line)).toEqual({ ...draft, ...ref });
        expect(encodeEntry({ ...draft, body: JSON.parse(JSON.stringify(value)) as JsonObject }).line).toEqual(
          line,
        );
      }),
    );
  });

  it("that could be read in two ways are malformed", () => {
    const { line } = encodeEntry({
      seq: 1,
      at: "2026-01-02T03:04:05.006Z",
      type: "a",
      prev: sha256("x"),
      body: { b: 1 },
    });
    const text = line.toString();
    expect(isMalformed(parseEntry(line))).toBe(false);
    for (const bad of [
      text.replace('"seq":1', '"seq":1,"seq":2'),
      text.replace('{"b":1}', '{"b":1,"b":2}'),
      text.replace('"b":1', '"b":1.0'),
      text.replace('"b"', '"\\u0062"'),
      text.replace('{"at"', '{ "at"'),
      text.replace('"v":1', '"v":2'),
      text.replace('"seq":1', '"seq":-1'),
      text.replace('"body":{"b":1}', '"body":[]'),
      text.replace(".006Z", "Z"),
      `${text} `,
      "[".repeat(100_000),
      `{"a":`.repeat(100_000),
    ])
      expect(isMalformed(parseEntry(Buffer.from(bad))), bad.slice(0, 80)).toBe(true);
    expect(isMalformed(parseEntry(Buffer.alloc(longestLine + 1, "1")))).toBe(true);
  });

  it("never make the reader throw", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(isMalformed(parseEntry(Buffer.from(bytes)))).toBe(true);
        },
      ),
    );
  });
});
