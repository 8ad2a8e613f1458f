import { expect, it } from "vitest";
import { transform } from "./transform.ts";

it("puts three words on each numbered line", () => {
  expect(transform.apply("one two  three four five")).toBe("p1 = one two three\np2 = four five");
});

it("never cuts a placeholder", () => {
  expect(transform.apply('join "{{canary.left}}" and "{{canary.right}}" now')).toContain(
    '"{{canary.right}}"',
  );
});
