import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../stats/index.ts";
import { benignLanguages, benignRoles, booksOf, familiesOf, generateBenign } from "./generate-benign.ts";
import { expand } from "./expand.ts";

const draw = (seed: string, count: number) => [...generateBenign(seededRandom(seed), { count })];
const twentyThousand = draw("distinctness", 20_000);

describe("the generated hard negatives", () => {
  it("are the same for the same seed, and others for another", () => {
    expect(draw("a", 300)).toEqual(draw("a", 300));
    expect(draw("a", 300)).not.toEqual(draw("b", 300));
  });

  it("are nearly all different: at least 99 % of 20,000", () => {
    expect(new Set(twentyThousand.map((example) => example.text)).size).toBeGreaterThanOrEqual(19_800);
  });

  it("are benign, named as negatives, and serve the roles in turn", () => {
    expect(new Set(twentyThousand.map((example) => example.label))).toEqual(new Set([0]));
    expect(new Set(twentyThousand.map((example) => example.source))).toEqual(new Set(["negatives"]));
    for (const role of benignRoles) {
      const count = twentyThousand.filter((example) => example.role === role).length;
      expect(Math.abs(count - 20_000 / 3)).toBeLessThanOrEqual(1);
    }
  });

  it("hold every language in every role, and the share of English asked for", () => {
    for (const role of benignRoles) {
      const ofRole = twentyThousand.filter((example) => example.role === role);
      expect(new Set(ofRole.map((example) => example.language))).toEqual(new Set(benignLanguages));
    }
    const english = twentyThousand.filter((example) => example.language === "en").length / 20_000;
    expect(english).toBeCloseTo(0.45, 1);
  });

  it("leave no slot unfilled and no entry empty", () => {
    for (const { text } of twentyThousand) {
      expect(text.trim()).not.toBe("");
      expect(text).not.toMatch(/\{[a-z][a-z0-9/-]*(?:[*#~]\d)?(?:\|[a-z0-9]+)?\}/);
    }
  });

  it("fill every template of every language, not only those that a draw meets", () => {
    const random = seededRandom("every template");
    for (const language of benignLanguages) {
      const books = booksOf(language);
      const filled = language === "mul" ? books.slice(0, 1) : books;
      for (const template of filled.flatMap((book) => [...book.values()].flat())) {
        expect(() => expand(template, books, random)).not.toThrow();
      }
    }
  });

  it("draw only the roles and languages asked for", () => {
    const options = { count: 200, roles: ["tool"], languages: ["fr"] } as const;
    for (const example of generateBenign(seededRandom("few"), options)) {
      expect([example.role, example.language]).toEqual(["tool", "fr"]);
      expect(familiesOf("tool", "fr")).toContain(`tool/${example.family}`);
    }
  });
});
