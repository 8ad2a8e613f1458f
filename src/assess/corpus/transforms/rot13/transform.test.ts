import fc from "fast-check";
import { expect, it } from "vitest";
import { transform } from "./transform.ts";

it("moves each letter thirteen places and keeps its case", () => {
  expect(transform.apply("Hello, World 13")).toBe("Uryyb, Jbeyq 13");
});

it("undoes itself", () => {
  fc.assert(fc.property(fc.string(), (text) => transform.apply(transform.apply(text)) === text));
});
