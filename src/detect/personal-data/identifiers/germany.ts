import { numberAt, valueAt, weightedDigitSums, isDate, isMod11and10 } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

/** Weights 7, 3, 1 of ICAO 9303, also on the German identity card. */
const documentCheck = (text: string): boolean => {
  const weights = [7, 3, 1];
  let sum = 0;
  for (let i = 0; i < text.length - 1; i++) sum += valueAt(text, i) * (weights[i % 3] ?? 0);
  return sum % 10 === valueAt(text, text.length - 1);
};

/** One digit of the first ten comes twice or three times, as the tax office builds them. */
const hasTaxShape = (text: string): boolean => {
  const counts = new Map<string, number>();
  for (const letter of text.slice(0, 10)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return text[0] !== "0" && (counts.size === 9 || counts.size === 8);
};

export const family: IdentifierFamily = {
  of: "Germany",
  country: "DE",
  identifiers: [
    {
      id: "de-tax-id",
      about: "German tax number (IdNr.)",
      authority: "Bundeszentralamt für Steuern (ISO 7064 MOD 11,10)",
      words: [
        "steuer",
        "idnr",
        "steuerid",
        "steueridentifikationsnummer",
        "identifikationsnummer",
        "tin",
        "steuernummer",
        "steuer id",
      ],
      speaks: "with-words",
      layouts: ["99~999~999~999", "9{11}"],
      check: (text) => hasTaxShape(text) && isMod11and10(text),
      power: "every",
      valid: ["Steuer-ID [[36 574 261 809]]", "IdNr. [[86095742719]]"],
      invalid: ["Steuer-ID 36 574 261 890", "36 574 261 809"],
    },
    {
      id: "de-pension",
      about: "German pension insurance number",
      authority: "Deutsche Rentenversicherung, SGB VI § 147 (date, MOD 10)",
      words: [
        "rentenversicherung",
        "rentenversicherungsnummer",
        "sozialversicherungsnummer",
        "rvnr",
        "svnr",
        "versicherungsnummer",
      ],
      speaks: "in-layout",
      layouts: ["!99 999999 A 999", "99999999A999", "99 999999 A999"],
      check: (text) => {
        const day = numberAt(text, 2, 4);
        if (!isDate(numberAt(text, 6, 8), numberAt(text, 4, 6), day > 50 ? day - 50 : day)) return false;
        const letter = String(text.charCodeAt(8) - 64).padStart(2, "0");
        const digits = text.slice(0, 8) + letter + text.slice(9, 11);
        return weightedDigitSums(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10 === valueAt(text, 11);
      },
      power: "most",
      valid: ["65 180539 W 001", "Rentenversicherungsnummer [[65180539W001]]"],
      invalid: ["65 180539 W 002", "65180539W001"],
    },
    {
      id: "de-identity-card",
      about: "German identity card or passport number",
      authority: "Bundesdruckerei, ICAO 9303 (weights 7, 3, 1)",
      words: [
        "personalausweis",
        "ausweisnummer",
        "ausweis",
        "reisepass",
        "reisepassnummer",
        "passnummer",
        "personalausweisnummer",
      ],
      speaks: "with-words",
      layouts: ["AXXXXXXXX9"],
      check: (text) => /^[CFGHJKLMNPRTVWXYZ0-9]+$/u.test(text) && documentCheck(text),
      power: "every",
      valid: ["Personalausweis [[L01X00T471]]", "Ausweisnummer: [[T220001293]]"],
      invalid: ["Personalausweis L01X00T472", "T220001293"],
    },
    {
      id: "de-health-insurance",
      about: "German health insurance number (KVNR)",
      authority: "GKV-Spitzenverband, SGB V § 290 (MOD 10)",
      words: [
        "krankenversicherung",
        "krankenversichertennummer",
        "kvnr",
        "versichertennummer",
        "krankenkasse",
      ],
      speaks: "with-words",
      layouts: ["A999999999"],
      check: (text) =>
        weightedDigitSums(
          String(text.charCodeAt(0) - 64).padStart(2, "0") + text.slice(1, 9),
          [1, 2, 1, 2, 1, 2, 1, 2, 1, 2],
        ) %
          10 ===
        valueAt(text, 9),
      power: "every",
      valid: ["KVNR [[A123456780]]"],
      invalid: ["KVNR A123456781", "A123456780"],
    },
  ],
};
