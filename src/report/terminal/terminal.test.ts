import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isHidden } from "../../formats/index.ts";
import { estimate, hostile, sampleReport } from "../testing/sample-report.ts";
import { cell, width, wrap } from "./layout.ts";
import { matrixText } from "./matrix-text.ts";
import { verdictText } from "./verdict-text.ts";
import { whiskerText } from "./whisker-text.ts";

const report = sampleReport();
const plain = { colour: false, columns: 80 };
// oxlint-disable-next-line no-control-regex
const colourCodes = /\u001b\[[0-9;]*m/g;

describe("the layout of a terminal line", () => {
  it("counts columns, not characters", () => {
    expect(width("付款 ok")).toBe(7);
    expect(width("e\u0301")).toBe(1);
    expect(width("😀")).toBe(2);
  });

  it("fills and cuts to exactly the columns asked for", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 60 }),
        fc.integer({ min: 4, max: 40 }),
        (text, columns) => {
          expect(width(cell(text, columns))).toBe(columns);
        },
      ),
    );
  });

  it("wraps without losing a word, and never beyond the edge", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 300 }),
        fc.integer({ min: 40, max: 100 }),
        (text, columns) => {
          const lines = wrap(text, columns, "    ", "  - ").split("\n");
          for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns);
        },
      ),
    );
    expect(wrap("at most 2 % at 95 % of the cases", 24, "")).toBe("at most 2 % at 95 % of\nthe cases");
  });
});

describe("the dot and whisker", () => {
  it("puts point, interval and tolerance where they belong", () => {
    const half = {
      ...estimate(0, 1),
      n: 10,
      point: 0.5,
      interval: { ...estimate(0, 1).interval, low: 0.25, high: 0.75 },
    };
    expect(whiskerText(half, 1, 21, 0.1)).toBe("  ¦  ├────●────┤     ");
    expect(whiskerText({ ...half, point: 0, interval: { ...half.interval, low: 0, high: 0 } }, 1, 11)).toBe(
      "●          ",
    );
  });
});

describe("the verdict on a terminal", () => {
  const text = verdictText(report, plain);

  it("says sentences, with twins, uplift and findings, inside 80 columns", () => {
    expect(text).toContain("✗ Mira, the support chatbot: fail");
    expect(text).toContain("21 of 330 cases breached (6.4 %, at most 11.8 % at 95 %): fails the 2 % gate.");
    expect(text).toContain("twins refused");
    expect(text).toContain("over the bare intent: encoding-base64 +40.4 points");
    expect(text).toContain("F-0c4m9zzp3d");
    expect(text).toContain("What this does not say");
    for (const line of text.split("\n")) expect(width(line)).toBeLessThanOrEqual(80);
  });

  it("shows hostile text without obeying it", () => {
    expect(text).toContain("⟨ESC⟩[2J⟨U+202E⟩gnp.exe");
    for (const character of text) expect(isHidden(character.codePointAt(0) ?? 0)).toBe(false);
  });

  it("says the same in colour", () => {
    const coloured = verdictText(report, { colour: true, columns: 80 });
    expect(coloured).not.toBe(text);
    expect(coloured.replaceAll(colourCodes, "")).toBe(text);
  });

  it("never claims more than was measured", () => {
    expect(text).not.toMatch(/\bsecure\b|\bcompliant\b|\bsafe\b/i);
  });
});

describe("the matrix on a terminal", () => {
  it.each([60, 80, 100, 200])("lines up at %i columns", (columns) => {
    const lines = matrixText(report.coverage, { colour: false, columns }).split("\n");
    for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns);
    const rows = lines.filter((line) => /^ {2}T\d\d@/.test(line));
    expect(rows).toHaveLength(11);
    const places = rows.map((row) => [...row.matchAll(/[●✗◐○▨·](?=\s|$)/g)].map(({ index }) => index));
    for (const place of places) expect(place).toEqual(places[0]);
    expect(places[0]).toHaveLength(4);
  });

  it("tells the states apart without colour, and says the same with it", () => {
    const text = matrixText(report.coverage, plain);
    for (const mark of ["● passing", "✗ failing", "◐ inconclusive", "○ planned", "▨ stale", "· none"])
      expect(text).toContain(mark);
    expect(matrixText(report.coverage, { colour: true, columns: 80 }).replaceAll(colourCodes, "")).toBe(text);
  });

  it("adds up its columns, and says what to do when there is nothing", () => {
    const text = matrixText(report.coverage, plain);
    expect(text).toMatch(/tested +2 passing, 1 failing, 2 inconclusive, 2 planned, 2 stale, 2 none/);
    expect(matrixText({ ...report.coverage, rows: [] }, plain)).toContain("bartizan threats");
  });

  it("stays whole when names are hostile or wide", () => {
    const rows = report.coverage.rows.map((row) => ({ ...row, title: `付款${hostile}`, group: hostile }));
    const text = matrixText({ ...report.coverage, rows }, plain);
    for (const line of text.split("\n")) expect(width(line)).toBeLessThanOrEqual(80);
    for (const character of text) expect(isHidden(character.codePointAt(0) ?? 0)).toBe(false);
  });
});
