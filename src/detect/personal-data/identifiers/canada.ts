import { isRepeated, isLuhn } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Canada",
  country: "CA",
  identifiers: [
    {
      id: "ca-sin",
      about: "Canadian social insurance number",
      authority: "Employment and Social Development Canada (Luhn)",
      words: ["sin", "social insurance", "nas", "assurance sociale"],
      speaks: "with-words",
      layouts: ["999~999~999", "9{9}"],
      check: (text) => text[0] !== "8" && isLuhn(text) && !isRepeated(text),
      power: "most",
      valid: ["SIN [[046 454 286]]", "SIN: [[046454286]]"],
      invalid: ["SIN 046 454 287", "046 454 286"],
    },
  ],
};
