import { isRepeated, numberAt, valueAt, weighted, isDate } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "United Kingdom",
  country: "GB",
  identifiers: [
    {
      id: "uk-nhs",
      about: "NHS number",
      authority: "NHS Data Dictionary (MOD 11)",
      words: ["nhs", "patient", "chi"],
      speaks: "with-words",
      layouts: ["999~999~9999", "9{10}"],
      check: (text) =>
        !isRepeated(text) &&
        (11 - (weighted(text, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === valueAt(text, 9),
      power: "every",
      valid: ["NHS number [[943 476 5919]]", "NHS: [[9434765919]]"],
      invalid: ["NHS number 943 476 5918", "943 476 5919"],
    },
    {
      id: "uk-nino",
      about: "UK national insurance number",
      authority: "HM Revenue & Customs NIM39110 (prefixes; there is no check digit)",
      words: ["nino", "national insurance", "insurance", "ni"],
      speaks: "in-layout",
      layouts: ["!AA 99 99 99 A", "AA999999A", "AA-99-99-99-A", "AA999999 A"],
      check: (text) =>
        /^(?![DFIQUV])[A-Z](?![DFIQUVO])[A-Z]\d{6}[A-D]$/u.test(text) &&
        !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/u.test(text)
          ? undefined
          : false,
      unchecked: 0.75,
      valid: ["AB 12 34 56 C", "National Insurance number [[AB123456C]]"],
      invalid: ["QQ 12 34 56 C", "GB 12 34 56 A", "AB123456C", "AB 12 34 56 E"],
    },
    {
      id: "uk-driving-licence",
      about: "UK driving licence number",
      authority: "DVLA (name, date of birth; there is no published check digit)",
      words: ["driving licence", "driving license", "driver", "licence", "dvla"],
      speaks: "with-words",
      layouts: ["XXXXX999999XXXXX", "XXXXX 999999 XXXXX"],
      check: (text) => {
        const month = numberAt(text, 6, 8) % 50;
        return /^[A-Z]+9*\d{6}[A-Z][A-Z9][A-Z0-9][A-Z]{2}$/u.test(text) &&
          isDate(0, month, numberAt(text, 8, 10))
          ? undefined
          : false;
      },
      valid: ["driving licence [[MORGA657054SM9IJ]]"],
      invalid: ["driving licence MORGA699054SM9IJ", "MORGA657054SM9IJ"],
    },
  ],
};
