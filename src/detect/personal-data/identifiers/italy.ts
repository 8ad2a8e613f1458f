import { isRepeated, valueAt, isLuhn } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const place = (text: string, at: number): number =>
  (valueAt(text, at) % 10) + (valueAt(text, at) > 9 ? 10 * Math.floor(valueAt(text, at) / 10) - 10 : 0);

export const family: IdentifierFamily = {
  of: "Italy",
  country: "IT",
  identifiers: [
    {
      id: "it-codice-fiscale",
      about: "Italian tax code (codice fiscale)",
      authority: "Agenzia delle Entrate, DM 23/12/1976 (MOD 26)",
      words: ["codice fiscale", "codice", "fiscale", "cf"],
      speaks: "always",
      layouts: ["AAAAAAXXAXXAXXXA", "AAAAAA XXAXX AXXXA", "AAA AAA XXAXX AXXXA"],
      check: (text) => {
        if (!/^[A-Z]{6}[0-9L-NP-V]{2}[A-EHLMPRST][0-9L-NP-V]{2}[A-Z][0-9L-NP-V]{3}[A-Z]$/u.test(text))
          return false;
        let sum = 0;
        for (let i = 0; i < 15; i++) sum += i % 2 === 0 ? (odd[place(text, i)] ?? 0) : place(text, i);
        return sum % 26 === text.charCodeAt(15) - 65;
      },
      power: "most",
      valid: ["RSSMRA85T10A562S", "CF [[RSSMRA 85T10 A562S]]"],
      invalid: ["RSSMRA85T10A562T", "RSSMRA85Z10A562S"],
    },
    {
      id: "it-partita-iva",
      about: "Italian VAT number (partita IVA)",
      authority: "Agenzia delle Entrate (Luhn)",
      words: ["partita iva", "iva", "piva"],
      speaks: "with-words",
      layouts: ["9{11}", "AA9{11}"],
      check: (text) =>
        (text.length === 11 || text.startsWith("IT")) &&
        isLuhn(text.slice(-11)) &&
        !isRepeated(text.slice(-11)),
      power: "every",
      valid: ["partita IVA [[00743110157]]", "P. IVA [[IT00743110157]]"],
      invalid: ["partita IVA 00743110158", "00743110157"],
    },
  ],
};
