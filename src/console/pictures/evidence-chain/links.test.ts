import { expect, it } from "vitest";
import { linksOf, type ChainEntry } from "./links.ts";

const entry = (seq: number, digest: string, prev: string): ChainEntry => ({
  seq,
  digest,
  prev,
  type: "t",
  at: "2026-01-01T00:00:00Z",
});

it("joins entries that name each other, breaks where they do not, and admits what it does not see", () => {
  const tail = [entry(7, "d7", "XX"), entry(5, "d5", "d4"), entry(6, "d6", "d5"), entry(9, "d9", "d8")];
  expect(linksOf(tail).map(({ entry: { seq }, hold }) => [seq, hold])).toEqual([
    [5, "unseen"],
    [6, "joined"],
    [7, "broken"],
    [9, "unseen"],
  ]);
});
