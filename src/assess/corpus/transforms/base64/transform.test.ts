import { expect, it } from "vitest";
import { transform } from "./transform.ts";

it("writes the test vectors of RFC 4648", () => {
  expect(transform.apply("foobar")).toBe("Zm9vYmFy");
  expect(transform.apply("fooba")).toBe("Zm9vYmE=");
});

it("keeps letters outside ASCII", () => {
  expect(Buffer.from(transform.apply("Überweisung"), "base64").toString("utf8")).toBe("Überweisung");
});
