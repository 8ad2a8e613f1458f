import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkStreamLaws } from "../../testing/stream-laws.ts";
import { detector } from "../detector.ts";
import { fillExample } from "../examples.ts";

const seen = (text: string) =>
  detector
    .inspect({ stage: "output", role: "assistant", text })
    .map(({ rule, start, end }) => `${rule} ${text.slice(start, end)}`);

const key = fillExample("[[AKIAQ{{b32:15}}]]").secret;
const letters = (text: string, read: (code: number) => number): string =>
  text.replaceAll(/[a-z]/giu, (letter) => {
    const base = letter < "a" ? 65 : 97;
    return String.fromCharCode(base + read(letter.charCodeAt(0) - base));
  });
const backwards = (text: string): string => Array.from(text).toReversed().join("");

describe("a key in disguise", () => {
  it("is found turned round, shifted and mirrored, with the place it stands at", () => {
    const forms = [
      backwards(key),
      letters(key, (code) => 25 - code),
      ...Array.from({ length: 25 }, (_, by) => letters(key, (code) => (code + by + 1) % 26)),
      backwards(letters(key, (code) => (code + 13) % 26)),
    ];
    for (const form of forms) {
      expect(seen(`I keep ${form} there`), form).toEqual([`aws-access-key-id ${form}`]);
      expect(seen(`let k="${form}";`), form).toEqual([`aws-access-key-id ${form}`]);
    }
  });

  it("is found pulled apart, cut and run together", () => {
    const join = (sign: string): string => Array.from(key).join(sign);
    const cut = (sign: string): string => key.slice(0, 5) + sign + key.slice(5, 12) + sign + key.slice(12);
    const forms = [
      join(" "),
      join("_"),
      join("\n"),
      join(" * "),
      cut("-"),
      cut("/"),
      cut("-\n"),
      cut("."),
      cut("*"),
    ];
    for (const form of forms)
      expect(seen(`it is: ${form} for now`), form).toEqual([`aws-access-key-id ${form}`]);
    for (const form of [`theupload${key}fornow`, `TheUpload${key}ForNow`, `the_upload_${key}_for_now`])
      expect(seen(form)).toEqual([`aws-access-key-id ${key}`]);
  });

  it("is none where letters are only like one", () => {
    for (const text of [
      "https://example.com/AKIA/a-long-path/of-many-words/2026/11/index.html",
      "AKIA-is-the-prefix-of-access-keys-2026",
      "a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3",
      "ghp_ and glpat- are prefixes-of-tokens-2024, and xoxb-too",
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "LXLAandotherletters12345AND67890more",
    ])
      expect(seen(text)).toEqual([]);
  });

  it("keeps the laws of streams", () => {
    const piece = fc.constantFrom(
      key,
      backwards(key),
      Array.from(key).join(" "),
      Array.from(key).join(" - "),
      letters(key, (code) => (code + 13) % 26),
      `${key.slice(0, 6)}-\n${key.slice(6)}`,
      key.slice(0, 9),
      " ",
      "-",
      "\n",
      "a b c",
      "store",
      "x".repeat(60),
    );
    const texts = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(""));
    checkStreamLaws(detector, { texts, runs: 25 });
  });

  it("costs little however often it begins", () => {
    for (const unit of ["AKIA", "A K I A ", "AIKA", "NXVN-", "A-\n", "a ", "aB3-"])
      expect(seen(unit.repeat(200_000 / unit.length))).toEqual([]);
  });
});
