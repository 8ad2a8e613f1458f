import { numberAt, valueAt, weighted } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Austria",
  country: "AT",
  identifiers: [
    {
      id: "at-svnr",
      about: "Austrian social insurance number",
      authority: "Dachverband der Sozialversicherungsträger (date, MOD 11)",
      words: ["sozialversicherungsnummer", "svnr", "sv", "sozialversicherung", "versicherungsnummer", "svn"],
      speaks: "with-words",
      layouts: ["9999 999999", "9{10}", "9999-999999"],
      check: (text) =>
        numberAt(text, 4, 6) <= 31 &&
        numberAt(text, 4, 6) > 0 &&
        text[0] !== "0" &&
        weighted(text, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === valueAt(text, 3),
      power: "every",
      valid: ["SVNR [[1237 010180]]", "Sozialversicherungsnummer [[1237010180]]"],
      invalid: ["SVNR 1238 010180", "1237 010180"],
    },
  ],
};
