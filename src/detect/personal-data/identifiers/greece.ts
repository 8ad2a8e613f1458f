import { isRepeated, valueAt, weighted, isDayFirst, isLuhn } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Greece",
  country: "GR",
  identifiers: [
    {
      id: "gr-afm",
      about: "Greek tax number (AFM)",
      authority: "AADE (powers of two, MOD 11)",
      words: ["afm", "αφμ", "α.φ.μ"],
      speaks: "with-words",
      layouts: ["9{9}"],
      check: (text) =>
        !isRepeated(text) && (weighted(text, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === valueAt(text, 8),
      power: "most",
      valid: ["ΑΦΜ [[094259216]]", "AFM [[094259216]]"],
      invalid: ["ΑΦΜ 094259217", "094259216"],
    },
    {
      id: "gr-amka",
      about: "Greek social security number (AMKA)",
      authority: "ΗΔΙΚΑ (date, Luhn)",
      words: ["amka", "αμκα"],
      speaks: "with-words",
      layouts: ["9{11}", "999999 99999"],
      check: (text) => isDayFirst(text) && isLuhn(text),
      power: "every",
      valid: ["ΑΜΚΑ [[01013099997]]"],
      invalid: ["ΑΜΚΑ 01013099998", "01013099997"],
    },
  ],
};
