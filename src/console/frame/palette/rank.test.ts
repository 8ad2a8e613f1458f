import { describe, expect, it } from "vitest";
import { rank, score, type Destination } from "./rank.ts";

const to = (title: string, detail = ""): Destination => ({ kind: "Page", title, detail, to: "/" });

describe("the palette", () => {
  it("wants every word, wherever it stands", () => {
    expect(score("Prompt injection F-123", "123 inj")).toBeDefined();
    expect(score("Prompt injection F-123", "inj 456")).toBeUndefined();
  });

  it("puts the start of a word before its inside, and the earlier before the later", () => {
    const order = (query: string, ...titles: string[]): string[] =>
      rank(
        titles.map((title) => to(title)),
        query,
        9,
      ).map(({ title }) => title);
    expect(order("run", "Prune", "Run")).toEqual(["Run", "Prune"]);
    expect(order("run", "The run", "Run the")).toEqual(["Run the", "The run"]);
  });

  it("keeps the given order for equals and for an empty query, and stops at its limit", () => {
    const all = [to("b"), to("a"), to("c")];
    expect(rank(all, "", 2)).toEqual([all[0], all[1]]);
    expect(rank(all, "zz", 9)).toEqual([]);
  });
});
