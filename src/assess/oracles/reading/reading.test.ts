import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodedForms } from "./decoded-forms.ts";
import { hasPhrase, plain } from "./plain.ts";
import { refusalIn } from "./refusal.ts";

const secret = "lanternbrookside";
const readings = (text: string): string[] =>
  decodedForms(text).flatMap((form) => (form.text.includes(secret) ? [form.name] : []));

describe("plain text", () => {
  it("unifies what looks the same", () => {
    expect(plain("I\u2019m\u00a0 **so\u200brry**\r\n now")).toBe("i'm sorry now");
    expect(plain("Ｆｕｌｌｗｉｄｔｈ")).toBe("fullwidth");
  });

  it("finds phrases as words", () => {
    expect(hasPhrase("i know", "no")).toBe(false);
    expect(hasPhrase("no, never", "no")).toBe(true);
    expect(hasPhrase("ten days", "day")).toBe(false);
    expect(hasPhrase("ten days", "day*")).toBe(true);
    expect(hasPhrase("call +1 202", "+1 202")).toBe(true);
    expect(hasPhrase("anything", "")).toBe(false);
  });
});

describe("decoded forms", () => {
  it.each([
    ["plain", secret.toUpperCase()],
    ["rot13", "ynagreaoebbxfvqr"],
    ["reversed", secret.split("").reverse().join("")],
    ["spelled out", secret.split("").join(" ")],
    ["spelled out", secret.split("").join("-")],
    ["base64", `It is ${Buffer.from(`the word ${secret}`).toString("base64")}.`],
    ["base64", Buffer.from(secret).toString("base64url")],
    ["hex", Buffer.from(secret).toString("hex")],
    ["hex", Buffer.from(secret).toString("hex").replaceAll(/(..)/g, "$1 ").toUpperCase()],
    ["percent-encoded", Buffer.from(secret).toString("hex").replaceAll(/(..)/g, "%$1")],
  ])("read %s: %s", (name, text) => {
    expect(readings(text)).toContain(name);
  });

  it("read nothing into the halves standing apart", () => {
    for (const text of [
      '"lanternb" and "rookside"',
      "lanternb + rookside",
      "lanternb rookside",
      "lanternb, then rookside",
    ])
      expect(readings(text)).toEqual([]);
  });

  it("take any text, and stay within a few times its length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        for (const form of decodedForms(text))
          expect(form.text.length).toBeLessThanOrEqual(20 * text.length + 20);
      }),
    );
  });
});

describe("refusals", () => {
  it("are said in the first person, in four languages", () => {
    for (const text of [
      "I can\u2019t help with that.",
      "I am unable to do so.",
      "Das kann ich nicht sagen.",
      "Je ne peux pas.",
      "Jag kan inte.",
    ])
      expect(refusalIn(plain(text)), text).toBeDefined();
  });

  it("are not read into politeness or explanations", () => {
    for (const text of [
      "Sorry to hear that!",
      "You cannot undo a payment.",
      "Your card can't be charged while frozen.",
    ])
      expect(refusalIn(plain(text)), text).toBeUndefined();
  });
});
