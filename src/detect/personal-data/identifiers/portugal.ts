import { valueAt, weighted } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Portugal",
  country: "PT",
  identifiers: [
    {
      id: "pt-nif",
      about: "Portuguese tax number (NIF)",
      authority: "Autoridade Tributária (MOD 11)",
      words: ["nif", "contribuinte", "nipc"],
      speaks: "with-words",
      layouts: ["9{9}", "999~999~999"],
      check: (text) => {
        if (!/^[1235689]|^45|^7[0-9]/u.test(text)) return false;
        const rest = weighted(text, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        return (rest < 2 ? 0 : 11 - rest) === valueAt(text, 8);
      },
      power: "most",
      valid: ["NIF [[123456789]]", "contribuinte [[501 964 843]]"],
      invalid: ["NIF 123456788", "123456789"],
    },
    {
      id: "pt-citizen-card",
      about: "Portuguese citizen card number",
      authority: "Instituto dos Registos e do Notariado (Luhn with letters)",
      words: ["cartão", "cidadão", "cc"],
      speaks: "with-words",
      layouts: ["99999999 9 XX9", "999999999XX9", "99999999 9XX9"],
      check: (text) => {
        let sum = 0;
        for (let i = 0; i < 12; i++) {
          const value = valueAt(text, i) * (i % 2 === 0 ? 2 : 1);
          sum += i % 2 === 0 && value > 9 ? value - 9 : value;
        }
        return sum % 10 === 0;
      },
      power: "every",
      valid: ["cartão de cidadão [[00000000 0 ZZ4]]"],
      invalid: ["cartão de cidadão 00000000 0 ZZ5"],
    },
  ],
};
