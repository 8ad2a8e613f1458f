import { describe, expect, it } from "vitest";
import { articles } from "./articles.ts";
import { retrieve } from "./retrieve.ts";

describe("the knowledge base", () => {
  it("finds every article by its own title and words", () => {
    const lost = articles.filter(
      ({ title, about }) => !retrieve(`${title} ${about}`, 2).some((found) => found.title === title),
    );
    expect(lost.map(({ title }) => title)).toEqual([]);
  });

  it("has each title once, and nothing secret", () => {
    expect(new Set(articles.map(({ title }) => title)).size).toBe(articles.length);
    expect(articles.filter(({ text }) => /180 EUR|quiet lane|MIRA-/.test(text))).toEqual([]);
  });

  it("finds nothing for words it does not know", () => {
    expect(retrieve("zyzzyva quokka")).toEqual([]);
    expect(retrieve("")).toEqual([]);
  });
});
