import { isRepeated, valueAt, weighted } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const abn = (text: string): boolean =>
  (weighted(text, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0;

export const family: IdentifierFamily = {
  of: "Australia",
  country: "AU",
  identifiers: [
    {
      id: "au-tfn",
      about: "Australian tax file number",
      authority: "Australian Taxation Office (MOD 11)",
      words: ["tfn", "tax file"],
      speaks: "with-words",
      layouts: ["999~999~999", "9{9}"],
      check: (text) => !isRepeated(text) && weighted(text, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
      power: "every",
      valid: ["TFN [[123 456 782]]", "tax file number [[123456782]]"],
      invalid: ["TFN 123 456 783", "123 456 782"],
    },
    {
      id: "au-abn",
      about: "Australian business number",
      authority: "Australian Business Register (MOD 89)",
      words: ["abn", "business number"],
      speaks: "with-words",
      layouts: ["99 999 999 999", "9{11}"],
      check: (text) => text[0] !== "0" && abn(text),
      power: "every",
      valid: ["ABN [[51 824 753 556]]", "ABN: [[51824753556]]"],
      invalid: ["ABN 51 824 753 557", "51824753556"],
    },
    {
      id: "au-acn",
      about: "Australian company number",
      authority: "ASIC (MOD 10)",
      words: ["acn"],
      speaks: "with-words",
      layouts: ["999 999 999", "9{9}"],
      check: (text) => (10 - (weighted(text, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 === valueAt(text, 8),
      power: "most",
      valid: ["ACN [[004 085 616]]"],
      invalid: ["ACN 004 085 617", "004 085 616"],
    },
    {
      id: "au-medicare",
      about: "Australian Medicare card number",
      authority: "Services Australia (weights 1 3 7 9, MOD 10)",
      words: ["medicare"],
      speaks: "with-words",
      layouts: ["9999 99999 9", "9{10}", "9{11}", "9999 99999 9/9", "9999-99999-9"],
      check: (text) =>
        /^[2-6]/u.test(text) && weighted(text, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === valueAt(text, 8),
      power: "most",
      valid: ["Medicare [[2123 45670 1]]"],
      invalid: ["Medicare 2123 45671 1", "2123 45670 1"],
    },
  ],
};
