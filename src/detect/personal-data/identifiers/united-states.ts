import { isRepeated, numberAt, valueAt, weighted, isLuhn } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const isSocial = (text: string): boolean => {
  const area = numberAt(text, 0, 3);
  // Withdrawn after it was printed in advertisements; numbers 000, 666 and 9xx are never assigned.
  if (text === "078051120" || text === "219099999" || text === "123456789") return false;
  return (
    area !== 0 &&
    area !== 666 &&
    area < 900 &&
    text.slice(3, 5) !== "00" &&
    text.slice(5) !== "0000" &&
    !isRepeated(text)
  );
};

export const family: IdentifierFamily = {
  of: "United States",
  country: "US",
  identifiers: [
    {
      id: "us-ssn",
      about: "US social security number",
      authority: "Social Security Administration (ranges never assigned; there is no check digit)",
      words: ["ssn", "ssns", "social security", "social sec", "socialsecurity", "social", "tin", "taxpayer"],
      speaks: "in-layout",
      layouts: ["!999-99-9999", "999 99 9999", "999999999"],
      check: isSocial,
      power: "some",
      unchecked: 0.75,
      valid: ["536-22-8726", "SSN [[536 22 8726]]", "social security number: [[536228726]]"],
      invalid: [
        "078-05-1120",
        "666-12-3456",
        "900-12-3456",
        "536-00-8726",
        "536228726",
        "part 1-536-22-8726",
      ],
    },
    {
      id: "us-itin",
      about: "US individual taxpayer number",
      authority: "Internal Revenue Service (9xx, group 50–65, 70–88, 90–92, 94–99)",
      words: ["itin", "taxpayer", "tin", "individual taxpayer"],
      speaks: "in-layout",
      layouts: ["!999-99-9999", "999999999", "999 99 9999"],
      check: (text) => {
        const group = numberAt(text, 3, 5);
        return (
          text[0] === "9" &&
          ((group >= 50 && group <= 65) || (group >= 70 && group <= 88) || (group >= 90 && group !== 93))
        );
      },
      power: "some",
      unchecked: 0.7,
      valid: ["912-70-1234", "ITIN [[912701234]]"],
      invalid: ["912-40-1234", "912701234", "812-70-1234"],
    },
    {
      id: "us-ein",
      about: "US employer number",
      authority: "Internal Revenue Service (prefixes of the campuses)",
      words: ["ein", "fein", "employer identification", "federal tax"],
      speaks: "with-words",
      layouts: ["99-9999999"],
      check: (text) =>
        ![
          "00",
          "07",
          "08",
          "09",
          "17",
          "18",
          "19",
          "28",
          "29",
          "49",
          "69",
          "70",
          "78",
          "79",
          "89",
          "96",
          "97",
        ].includes(text.slice(0, 2)),
      power: "some",
      valid: ["EIN [[12-3456789]]"],
      invalid: ["EIN 07-3456789", "12-3456789"],
    },
    {
      id: "us-npi",
      about: "US health-care provider number",
      authority: "45 CFR 162.406, CMS (Luhn with 80840 before it)",
      words: ["npi", "national provider", "provider"],
      speaks: "with-words",
      layouts: ["9{10}"],
      check: (text) => (text[0] === "1" || text[0] === "2") && isLuhn(`80840${text}`),
      power: "every",
      valid: ["NPI [[1234567893]]"],
      invalid: ["NPI 1234567890", "1234567893"],
    },
    {
      id: "us-routing",
      about: "US bank routing number",
      authority: "American Bankers Association (weights 3, 7, 1; Federal Reserve ranges)",
      words: ["routing", "aba", "rtn"],
      speaks: "with-words",
      layouts: ["9{9}", "9999-9999-9"],
      check: (text) => {
        const first = numberAt(text, 0, 2);
        return (
          (first <= 12 || (first >= 21 && first <= 32) || (first >= 61 && first <= 72) || first === 80) &&
          !isRepeated(text) &&
          weighted(text, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0
        );
      },
      power: "every",
      valid: ["routing number [[111000025]]", "ABA [[021000021]]"],
      invalid: ["routing number 111000026", "111000025"],
    },
    {
      id: "us-medicare",
      about: "US Medicare beneficiary number (MBI)",
      authority: "Centers for Medicare & Medicaid Services (layout; there is no check digit)",
      words: ["mbi", "medicare", "beneficiary"],
      speaks: "in-layout",
      layouts: ["!9AX9-AX9-AA99", "9AX9AX9AA99"],
      check: (text) => (/[SLOIBZ]/u.test(text) || text[0] === "0" ? false : undefined),
      valid: ["1EG4-TE5-MK73", "Medicare [[1EG4TE5MK73]]"],
      invalid: ["1EG4-TE5-MO73", "1EG4TE5MK73"],
    },
    {
      id: "us-dea",
      about: "US prescriber number (DEA)",
      authority: "Drug Enforcement Administration (sum of odd plus twice even places)",
      words: ["dea", "prescriber", "registration"],
      speaks: "with-words",
      layouts: ["AA9{7}", "A9{8}"],
      check: (text) =>
        /^[ABCDEFGHJKLMPRSTUX][A-Z9]/u.test(text) &&
        weighted(text, [1, 2, 1, 2, 1, 2], 2) % 10 === valueAt(text, 8),
      power: "most",
      valid: ["DEA number [[AB1234563]]"],
      invalid: ["DEA number AB1234564", "AB1234563"],
    },
  ],
};
