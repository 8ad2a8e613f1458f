import { expect, it } from "vitest";
import { attributeText } from "./attribute.ts";

it("says attributes as a person reads them", () => {
  expect(attributeText("markdown")).toBe("markdown");
  expect(attributeText(12)).toBe("12");
  expect(attributeText(["en", "sv", 3])).toBe("en, sv, 3");
  expect(attributeText({ transfer: "user-in-chat", limits: { a: 1 } })).toBe(
    'transfer: user-in-chat, limits: {"a":1}',
  );
  expect(attributeText(undefined)).toBe("nothing");
});
