import { valueAt, weighted } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Hungary",
  country: "HU",
  identifiers: [
    {
      id: "hu-tax-id",
      about: "Hungarian personal tax number",
      authority: "NAV (8, MOD 11)",
      words: ["adóazonosító", "adoazonosito", "adószám", "jel"],
      speaks: "with-words",
      layouts: ["9{10}"],
      check: (text) =>
        text[0] === "8" && weighted(text, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === valueAt(text, 9),
      power: "most",
      valid: ["adóazonosító jel [[8071592153]]"],
      invalid: ["adóazonosító jel 8071592154", "8071592153"],
    },
    {
      id: "hu-taj",
      about: "Hungarian social security number (TAJ)",
      authority: "NEAK (weights 3 and 7, MOD 10)",
      words: ["taj", "tajszám", "társadalombiztosítási"],
      speaks: "with-words",
      layouts: ["999~999~999", "9{9}"],
      check: (text) => weighted(text, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === valueAt(text, 8),
      power: "every",
      valid: ["TAJ szám [[111 111 110]]"],
      invalid: ["TAJ szám 111 111 111"],
    },
  ],
};
