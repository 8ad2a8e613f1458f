import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSort, sortBy, writeSort } from "./sort.ts";

describe("sorting", () => {
  it("files words as a person does, and puts what is missing last both ways", () => {
    const rows = ["F10", undefined, "F2", "f1"];
    expect(sortBy(rows, (row) => row, false)).toEqual(["f1", "F2", "F10", undefined]);
    expect(sortBy(rows, (row) => row, true)).toEqual(["F10", "F2", "f1", undefined]);
  });

  it("is stable and loses nothing", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ key: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }), place: fc.nat() }),
        ),
        fc.boolean(),
        (rows, down) => {
          const numbered = rows.map((row, index) => ({ ...row, place: index }));
          const sorted = sortBy(numbered, (row) => row.key, down);
          expect([...sorted].sort((a, b) => a.place - b.place)).toEqual(numbered);
          for (let i = 1; i < sorted.length; i += 1)
            if (sorted[i - 1]?.key === sorted[i]?.key)
              expect(sorted[i - 1]!.place).toBeLessThan(sorted[i]!.place);
        },
      ),
    );
  });

  it("is read from and written to the address, and nonsense falls back", () => {
    const fallback = { column: "band", down: false };
    expect(readSort("id.down", fallback)).toEqual({ column: "id", down: true });
    expect(readSort(writeSort({ column: "score", down: false }), fallback)).toEqual({
      column: "score",
      down: false,
    });
    expect(readSort("<script>", fallback)).toEqual(fallback);
    expect(readSort(undefined, fallback)).toEqual(fallback);
  });
});
