import { weighted } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Ireland",
  country: "IE",
  identifiers: [
    {
      id: "ie-pps",
      about: "Irish personal public service number",
      authority: "Department of Social Protection (MOD 23)",
      words: ["pps", "ppsn", "public service"],
      speaks: "with-words",
      layouts: ["9999999A", "9999999AA"],
      check: (text) => {
        const second = text.length === 9 ? (text.charCodeAt(8) - 64) % 23 : 0;
        const sum = weighted(text, [8, 7, 6, 5, 4, 3, 2]) + 9 * second;
        return "WABCDEFGHIJKLMNOPQRSTUV"[sum % 23] === text[7];
      },
      power: "every",
      valid: ["PPS number [[6433435F]]", "PPSN [[1234567T]]"],
      invalid: ["PPS number 6433435E", "6433435F"],
    },
  ],
};
