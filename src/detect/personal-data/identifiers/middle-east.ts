import { isRepeated, numberAt, valueAt, weighted, isLifeYear, isShortDate, isLuhn } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Middle East and Africa",
  country: "by-id",
  identifiers: [
    {
      id: "ae-emirates-id",
      about: "Emirates identity number",
      authority: "Federal Authority for Identity and Citizenship (784, Luhn)",
      words: ["emirates", "eid", "الهوية"],
      speaks: "in-layout",
      layouts: ["!999-9999-9999999-9", "9{15}"],
      check: (text) => text.startsWith("784") && isLifeYear(numberAt(text, 3, 7)) && isLuhn(text),
      power: "most",
      valid: ["784-1980-1234567-8", "Emirates ID [[784198012345678]]"],
      invalid: ["784-1980-1234567-9", "784198012345678"],
    },
    {
      id: "sa-national-id",
      about: "Saudi national or resident number",
      authority: "Ministry of Interior, Absher (1 or 2, Luhn)",
      words: ["iqama", "saudi", "absher", "الهوية", "الإقامة"],
      speaks: "with-words",
      layouts: ["9{10}"],
      check: (text) => /^[12]/u.test(text) && isLuhn(text),
      power: "every",
      valid: ["Iqama [[2234567895]]"],
      invalid: ["Iqama 2234567896", "Iqama 3234567893"],
    },
    {
      id: "ir-code-melli",
      about: "Iranian national number (code melli)",
      authority: "سازمان ثبت احوال (MOD 11)",
      words: ["melli", "کدملی", "ملی", "کد ملی"],
      speaks: "with-words",
      layouts: ["9{10}", "999-999999-9"],
      check: (text) => {
        const rest = weighted(text, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        return !isRepeated(text) && (rest < 2 ? rest : 11 - rest) === valueAt(text, 9);
      },
      power: "every",
      valid: ["کد ملی [[0013542419]]"],
      invalid: ["کد ملی 0013542418"],
    },
    {
      id: "eg-national-id",
      about: "Egyptian national number",
      authority: "Civil Status Organization (century, date, governorate; the check is not published)",
      words: ["egyptian", "القومي", "الرقم", "egypt"],
      speaks: "with-words",
      layouts: ["9{14}"],
      check: (text) =>
        /^[23]/u.test(text) &&
        isShortDate(text, 1) &&
        (numberAt(text, 7, 9) <= 35 || text.slice(7, 9) === "88")
          ? undefined
          : false,
      unchecked: 0.65,
      valid: ["Egyptian national ID [[29001011234567]]"],
      invalid: ["Egyptian national ID 29013011234567", "29001011234567"],
    },
    {
      id: "za-identity",
      about: "South African identity number",
      authority: "Department of Home Affairs (date, Luhn)",
      words: ["sa id", "south african", "rsa id", "identity", "identiteit"],
      speaks: "with-words",
      layouts: ["9{13}", "999999 9999 999", "999999 9999 99 9"],
      check: (text) => isShortDate(text) && (text[10] === "0" || text[10] === "1") && isLuhn(text),
      power: "every",
      valid: ["SA ID [[8001015009087]]", "South African ID: [[750330 5044 089]]"],
      invalid: ["SA ID 8001015009088", "8001015009087"],
    },
  ],
};
