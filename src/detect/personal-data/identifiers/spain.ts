import { isRepeated, weightedDigitSums } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const dniLetter = (digits: string): string | undefined => "TRWAGMYFPDXBNJZSQVHLCKE"[Number(digits) % 23];

export const family: IdentifierFamily = {
  of: "Spain",
  country: "ES",
  identifiers: [
    {
      id: "es-dni",
      about: "Spanish identity number (DNI/NIF)",
      authority: "Ministerio del Interior (MOD 23)",
      words: ["dni", "nif", "documento", "identidad"],
      speaks: "in-layout",
      layouts: ["!99999999A", "!99999999-A", "!99.999.999-A", "99999999 A"],
      check: (text) => dniLetter(text.slice(0, 8)) === text[8] && !isRepeated(text.slice(0, 8)),
      power: "every",
      valid: ["12345678Z", "DNI [[54362315-K]]"],
      invalid: ["12345678A", "12345678 Z"],
    },
    {
      id: "es-nie",
      about: "Spanish foreigner number (NIE)",
      authority: "Ministerio del Interior (MOD 23)",
      words: ["nie", "extranjero", "extranjeros"],
      speaks: "in-layout",
      layouts: ["!A9999999A", "!A-9999999-A", "A 9999999 A"],
      check: (text) => {
        const prefix = "XYZ".indexOf(text[0] ?? "-");
        return prefix >= 0 && dniLetter(`${prefix}${text.slice(1, 8)}`) === text[8];
      },
      power: "every",
      valid: ["X2482300W", "NIE [[X-1234567-L]]"],
      invalid: ["X2482300A", "A2482300W"],
    },
    {
      id: "es-cif",
      about: "Spanish company number (CIF/NIF)",
      authority: "Agencia Tributaria (MOD 10, letter or digit)",
      words: ["cif", "nif", "empresa", "sociedad"],
      speaks: "with-words",
      layouts: ["A9999999X", "A-9999999-X", "A-9999999X"],
      check: (text) => {
        if (!/^[ABCDEFGHJNPQRSUVW]/u.test(text)) return false;
        const check = (10 - (weightedDigitSums(text.slice(1, 8), [2, 1, 2, 1, 2, 1, 2]) % 10)) % 10;
        return text[8] === String(check) || text[8] === "JABCDEFGHI"[check];
      },
      power: "every",
      valid: ["CIF [[A58818501]]", "CIF [[J99216582]]"],
      invalid: ["CIF A58818502", "A58818501"],
    },
  ],
};
