import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorSets, errorsPage } from "./catalogue.ts";

const root = join(import.meta.dirname, "../..");
const sets = await errorSets(root);
const sources = globSync("src/**/*.{ts,tsx}", { cwd: root })
  .filter((file) => !/\.(test|suite)\.tsx?$/.test(file) && !file.endsWith("/errors.ts"))
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n");

/** `checkShape(schema, document, errors)` throws these out of whatever set it is given. */
const thrownByShape = ["unknownKey", "missingField", "wrongType", "badValue"];
const shapes = new Set(
  [
    ...sources.matchAll(/\bcheckShape\([^;]{0,1000}?\b(\w+Errors)\b|\{ unknownKey, .* \} = (\w+Errors);/g),
  ].map(([, given, taken]) => given ?? taken),
);

describe("the error catalogue", () => {
  it("is what docs/reference/errors.md says (run `npm run docs` after a change)", () => {
    expect(readFileSync(join(root, "docs/reference/errors.md"), "utf8")).toBe(errorsPage(sets));
  });

  it("has no code twice", () => {
    const codes = sets.flatMap(({ entries }) => entries.map(({ code }) => code));
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });

  it("has no entry that nothing throws", () => {
    const unused = sets.flatMap(({ name, keys }) =>
      keys
        .filter((key) => !sources.includes(`${name}.${key}`) && !sources.includes(`"${key}"`))
        .filter((key) => !(thrownByShape.includes(key) && shapes.has(name)))
        .map((key) => `${name}.${key}`),
    );
    expect(unused).toEqual([]);
  });

  it("says in every entry what to do, in a sentence", () => {
    for (const { entries } of sets) {
      for (const { code, summary, remedy } of entries) {
        expect(summary, code).toMatch(/[.!?]$/);
        expect(remedy, code).toMatch(/[.!?)]$/);
      }
    }
  });
});
