import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markPersonal } from "./keyed.ts";
import { protectRecords, RecordFinder } from "./protect-records.ts";

const key = "a key for tests, not a secret";
const record = "Patient Jane Roe of 12 Example Street was seen on the third of May for a broken wrist";
const made = protectRecords(
  [
    { id: "visit", text: record },
    { id: "name", text: "Jane Roe" },
  ],
  key,
);

describe("protected records", () => {
  it("hold marks instead of text", () => {
    const kept = JSON.stringify(made).toLowerCase();
    for (const word of ["jane", "roe", "street", "wrist"]) expect(kept).not.toContain(word);
    expect(protectRecords([{ id: "visit", text: record }], `${key}!`).records[0]?.marks).not.toEqual(
      made.records[0]?.marks,
    );
  });

  it("are found whole whatever the letters, the spaces and the signs between", () => {
    const finder = new RecordFinder(made, key);
    const hits = finder.find(`It said:\n${record.toUpperCase().replaceAll(" ", " —  ")}.`);
    expect(hits).toEqual([
      { id: "visit", share: 1, longest: 18 },
      { id: "name", share: 1, longest: 2 },
    ]);
  });

  it("are found in part, with the longest piece", () => {
    const finder = new RecordFinder(made, key);
    const [hit] = finder.find("someone was seen on the third of June for a broken wrist");
    expect(hit).toMatchObject({ id: "visit", longest: 6 });
    expect(hit?.share).toBeCloseTo(2 / 14, 10);
    expect(finder.find("nothing of the kind stands in this sentence at all")).toEqual([]);
  });

  it("are found wherever they stand", () => {
    const finder = new RecordFinder(made, key);
    const noise = fc.array(fc.constantFrom("alpha", "beta", "of", "the", "was"), { maxLength: 30 });
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        const [hit] = finder.find([...before, record, ...after].join(" "));
        expect(hit).toMatchObject({ id: "visit", share: 1 });
      }),
      { seed: 11, numRuns: 40 },
    );
  });

  it("need the key they were made with, and one that is long enough", () => {
    expect(() => new RecordFinder(made, `${key}!`)).toThrow(/another key/);
    expect(() => protectRecords([], "short")).toThrow(/16 bytes/);
    expect(() => protectRecords([{ id: "x", text: "…" }], key)).toThrow(/no word/);
  });

  it("take a megabyte of hostile text", () => {
    const finder = new RecordFinder(made, key);
    expect(finder.find("a".repeat(1_000_000))).toEqual([]);
    expect(finder.find("\u0301".repeat(1_000_000))).toEqual([]);
    expect(finder.find("jane ".repeat(30_000))).toEqual([]);
  });
});

describe("personal data found in an answer", () => {
  it("is kept as marks, one for each different value", () => {
    const marks = markPersonal(
      [
        { kind: "email", value: "Jane.Roe@example.com" },
        { kind: "email", value: "jane.roe@example.com " },
        { kind: "phone", value: "jane.roe@example.com" },
      ],
      key,
    );
    expect(marks.map(({ kind }) => kind)).toEqual(["email", "phone"]);
    expect(JSON.stringify(marks)).not.toContain("jane");
    expect(new Set(marks.map(({ mark }) => mark)).size).toBe(2);
  });
});
