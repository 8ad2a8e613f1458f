import { valueAt, weighted } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Türkiye",
  country: "TR",
  identifiers: [
    {
      id: "tr-kimlik",
      about: "Turkish identity number (T.C. kimlik no)",
      authority: "Nüfus ve Vatandaşlık İşleri (two check digits MOD 10)",
      words: ["kimlik", "tckn", "tckno", "tc", "vatandaşlık"],
      speaks: "with-words",
      layouts: ["9{11}"],
      check: (text) =>
        text[0] !== "0" &&
        ((weighted(text, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10) + 10) % 10 === valueAt(text, 9) &&
        weighted(text, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10 === valueAt(text, 10),
      power: "every",
      valid: ["TC kimlik no [[10000000146]]"],
      invalid: ["TC kimlik no 10000000147", "10000000146"],
    },
  ],
};
