import { BartizanError } from "../../../errors/index.ts";
import { parseJson, visibleText, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { beginsAsText } from "../text/utf8-text.ts";
import { examineText } from "../text/format.ts";

/** Larger ones are looked at as text, character by character, and not parsed. */
const largestParsed = 16_000_000;

const duplicate: ArtifactRule = {
  id: "json/duplicate-member",
  title: "A member of a JSON object is there twice",
  severity: "medium",
  effect: "review",
  hazard: "parser-differential",
  remedy: "Keep one of the two: programs differ in which of them they take.",
  references: ["CWE-436"],
};

const notJson: ArtifactRule = {
  id: "json/not-well-formed",
  title: "It begins and ends like JSON and is none",
  severity: "low",
  effect: "note",
  remedy: "Correct the file if a program is to read it as JSON.",
  references: [],
};

/** JSON that no other format here knows as its own. */
export const format: ArtifactFormat = {
  id: "json",
  title: "JSON",
  about: "A JSON document with no role in a model that is known here: settings, results, lists.",
  extensions: [".json"],
  rules: [duplicate, notJson],
  recognise: ({ head, tail }) => {
    const first = firstSign(head);
    const last = lastSign(tail);
    const closed = (first === 0x7b && last === 0x7d) || (first === 0x5b && last === 0x5d);
    return closed && beginsAsText(head) ? ("possible" as const) : undefined;
  },
  async examine(source: ByteSource, examination: Examination) {
    await examineText(source, examination);
    if (source.size > largestParsed) return;
    try {
      parseJson(await source.read(0, source.size), { limits: { maxDepth: 512 } });
      examination.passed(duplicate);
      examination.passed(notJson);
    } catch (cause) {
      if (!(cause instanceof BartizanError)) throw cause;
      const { line, column } = cause.place;
      examination.found(cause.code === "FORMATS_JSON_DUPLICATE_KEY" ? duplicate : notJson, {
        description: visibleText(cause.message),
        ...(line === undefined ? {} : { place: { line, ...(column === undefined ? {} : { column }) } }),
      });
    }
  },
};

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

function firstSign(head: Uint8Array): number | undefined {
  const mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  return head.subarray(mark).find((byte) => !isSpace(byte));
}

function lastSign(tail: Uint8Array): number | undefined {
  return tail.findLast((byte) => !isSpace(byte));
}
