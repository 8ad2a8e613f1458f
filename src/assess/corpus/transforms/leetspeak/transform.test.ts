import { expect, it } from "vitest";
import { transform } from "./transform.ts";

it("swaps letters for look-alike digits", () => {
  expect(transform.apply("Transfer it so")).toBe("7r4n5f3r 17 50");
});

it("leaves placeholders whole, so that accounts and canaries stay readable", () => {
  expect(transform.apply("to {{fact.attacker_account}}")).toBe("70 {{fact.attacker_account}}");
});
