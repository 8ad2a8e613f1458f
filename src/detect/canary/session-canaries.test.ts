import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InspectionContext } from "../../contracts/index.ts";
import { checkStreamLaws } from "../testing/stream-laws.ts";
import { detector } from "./detector.ts";

const context: InspectionContext = {
  instructions: [],
  canaries: ["Copper-7Lantern-Zq", "kurz"],
  userTexts: [],
  tools: [],
};
const seen = (text: string, stage: "output" | "input" = "output") =>
  detector
    .inspect({ stage, role: "assistant", text, context })
    .map(({ rule, start, end }) => `${rule} ${text.slice(start, end)}`);

describe("canaries of a session", () => {
  it("are seen whole, in any case, and with signs between their letters", () => {
    for (const form of [
      "Copper-7Lantern-Zq",
      "COPPER7LANTERNZQ",
      "c-o-p-p-e-r 7 l a n t e r n  z q",
      "copper\u200b7lan\u200bternzq",
      "copper_7lantern\nzq",
    ])
      expect(seen(`It is ${form}.`)).toEqual([`session-canary ${form}`]);
  });

  it("are seen in two halves near each other, and not in one half alone", () => {
    expect(seen('first "copper7l", then "anternzq"')).toEqual(["canary-pieces anternzq"]);
    expect(seen('first "copper7l", then nothing')).toEqual([]);
    expect(seen('"anternzq" alone')).toEqual([]);
  });

  it("are seen backwards, shifted, mirrored and encoded, with the place they stand at", () => {
    const shift = (by: (code: number) => number) =>
      "copper7lanternzq".replaceAll(/[a-z]/gu, (letter) =>
        String.fromCharCode(97 + by(letter.charCodeAt(0) - 97)),
      );
    const forms = [
      "qZ-nretnaL7-reppoC",
      shift((code) => (code + 13) % 26),
      Array.from(shift((code) => (code + 3) % 26)).join("-"),
      shift((code) => 25 - code),
      Buffer.from("Copper-7Lantern-Zq").toString("hex"),
    ];
    for (const form of forms) expect(seen(`It is ${form}.`), form).toEqual([`session-canary ${form}`]);
    for (const before of ["", "a", "ab"])
      expect(seen(Buffer.from(`${before}Copper-7Lantern-Zq and so on`).toString("base64"))).toHaveLength(1);
  });

  it("are no matter in requests, nor when they are too short to tell", () => {
    expect(seen("Copper-7Lantern-Zq", "input")).toEqual([]);
    expect(seen("kurz")).toEqual([]);
  });

  it("keep the laws of streams", () => {
    const piece = fc.constantFrom(
      "copper7l",
      "anternzq",
      "copper",
      "-",
      "7lantern",
      " ",
      "zq",
      "c",
      "anter",
      " then ",
      "word",
      "COPPER7LANTERNZQ",
      "x".repeat(70),
      "qznretnal7reppoc",
      "pbccre7ynagreamd",
      "Q29wcGVyLTdMYW50ZXJuLVpx",
    );
    const texts = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    checkStreamLaws(detector, { texts, inspection: { context }, runs: 300 });
  });

  it("cost little however often they begin", () => {
    for (const hostile of ["c", "co", "c    ", "copper7l", "a", "copper7lanternz"])
      expect(seen(hostile.repeat(Math.ceil(200_000 / hostile.length)))).toEqual([]);
  });
});
