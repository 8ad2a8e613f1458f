import { isRepeated, isLuhn } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Israel",
  country: "IL",
  identifiers: [
    {
      id: "il-identity",
      about: "Israeli identity number (teudat zehut)",
      authority: "Population and Immigration Authority (Luhn)",
      words: ["זהות", "ת״ז", "teudat", "zehut", "israeli"],
      speaks: "with-words",
      layouts: ["9{9}", "9{8}-9"],
      check: (text) => isLuhn(text) && !isRepeated(text),
      power: "every",
      valid: ["teudat zehut [[123456782]]", "תעודת זהות [[039337423]]"],
      invalid: ["teudat zehut 123456783", "123456782"],
    },
  ],
};
