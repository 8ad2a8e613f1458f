import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fits, PatternIndex } from "./pattern.ts";

describe("fits", () => {
  it("takes a star for anything without a dot and two for anything", () => {
    expect(fits("a.*", "a.b")).toBe(true);
    expect(fits("a.*", "a.b.c")).toBe(false);
    expect(fits("a**.c", "a.b.c")).toBe(true);
    expect(fits("langchain**.Chat*", "langchain_openai.ChatOpenAI")).toBe(true);
    expect(fits("**.run", "run")).toBe(false);
  });

  it("agrees with a regular expression", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab.*]{0,8}$/), fc.stringMatching(/^[ab.]{0,8}$/), (pattern, name) => {
        const source = pattern
          .replaceAll(".", "\\.")
          .replaceAll("**", "\u0000")
          .replaceAll("*", "[^.]*")
          .replaceAll("\u0000", ".*");
        expect(fits(pattern, name)).toBe(new RegExp(`^(?:${source})$`).test(name));
      }),
    );
  });

  it("finds by the index what it finds one by one", () => {
    const index = new PatternIndex<string>();
    for (const pattern of ["a.load", "**.load", "a.*", "b.load"]) index.add(pattern, pattern);
    expect([...index.find("a.load")].sort()).toEqual(["**.load", "a.*", "a.load"]);
  });
});
