import { isRepeated, numberAt, remainder, isLuhn } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "France",
  country: "FR",
  identifiers: [
    {
      id: "fr-nir",
      about: "French social security number (NIR)",
      authority: "INSEE (sex, date, department, MOD 97)",
      words: ["nir", "sécurité sociale", "insee", "sécu", "immatriculation"],
      speaks: "always",
      layouts: [
        "9999999999999 99",
        "9{15}",
        "9~99~99~99~999~999~99",
        "99999X999999999",
        "9~99~99~9X~999~999~99",
      ],
      check: (text) => {
        const month = numberAt(text, 3, 5);
        const corsica = text[6] === "A" ? 19 : text[6] === "B" ? 18 : undefined;
        if (!/^[1278]/u.test(text) || month === 0 || (month > 12 && month < 20) || month > 42) return false;
        if (corsica === undefined && /\D/u.test(text)) return false;
        const department = text.slice(5, 7);
        if (department === "00" || (department > "95" && department < "97")) return false;
        const body =
          corsica === undefined ? text.slice(0, 13) : `${text.slice(0, 5)}${corsica}${text.slice(7, 13)}`;
        return 97 - remainder(body, 97) === numberAt(text, 13, 15);
      },
      power: "every",
      valid: ["2 95 10 99 126 111 93", "NIR [[295109912611193]]"],
      invalid: ["2 95 10 99 126 111 94", "395109912611193"],
    },
    {
      id: "fr-siren",
      about: "French business number (SIREN)",
      authority: "INSEE (Luhn)",
      words: ["siren", "rcs", "insee"],
      speaks: "with-words",
      layouts: ["999~999~999", "9{9}"],
      check: (text) => isLuhn(text) && !isRepeated(text),
      power: "every",
      valid: ["SIREN [[732 829 320]]", "RCS Paris [[552008443]]"],
      invalid: ["SIREN 732 829 321", "732 829 320"],
    },
    {
      id: "fr-siret",
      about: "French establishment number (SIRET)",
      authority: "INSEE (Luhn)",
      words: ["siret", "établissement"],
      speaks: "with-words",
      layouts: ["999~999~999~99999", "9{14}"],
      check: (text) => isLuhn(text) && !isRepeated(text),
      power: "every",
      valid: ["SIRET [[73282932000074]]", "SIRET [[732 829 320 00074]]"],
      invalid: ["SIRET 73282932000075", "73282932000074"],
    },
    {
      id: "fr-spi",
      about: "French tax number (numéro fiscal, SPI)",
      authority: "Direction générale des Finances publiques (MOD 511)",
      words: ["fiscal", "spi", "tin", "impôts"],
      speaks: "with-words",
      layouts: ["99 99 999 999 999", "9{13}"],
      check: (text) => /^[0-3]/u.test(text) && numberAt(text, 0, 10) % 511 === numberAt(text, 10, 13),
      power: "every",
      valid: ["numéro fiscal [[30 23 217 600 053]]"],
      invalid: ["numéro fiscal 30 23 217 600 054"],
    },
  ],
};
