import { isRepeated, numberAt, valueAt, weighted, isDate } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Poland",
  country: "PL",
  identifiers: [
    {
      id: "pl-pesel",
      about: "Polish population number (PESEL)",
      authority: "Ministerstwo Cyfryzacji (date, MOD 10)",
      words: ["pesel", "peselu"],
      speaks: "with-words",
      layouts: ["9{11}"],
      check: (text) =>
        isDate(numberAt(text, 0, 2), numberAt(text, 2, 4) % 20, numberAt(text, 4, 6)) &&
        weighted(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0,
      power: "every",
      valid: ["PESEL [[44051401359]]"],
      invalid: ["PESEL 44051401358", "44051401359"],
    },
    {
      id: "pl-nip",
      about: "Polish tax number (NIP)",
      authority: "Ministerstwo Finansów (MOD 11)",
      words: ["nip"],
      speaks: "with-words",
      layouts: ["999-999-99-99", "9{10}", "999-99-99-999"],
      check: (text) =>
        !isRepeated(text) && weighted(text, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === valueAt(text, 9),
      power: "every",
      valid: ["NIP [[856-734-62-15]]", "NIP: [[8567346215]]"],
      invalid: ["NIP 856-734-62-16", "8567346215"],
    },
    {
      id: "pl-regon",
      about: "Polish business number (REGON)",
      authority: "Główny Urząd Statystyczny (MOD 11)",
      words: ["regon"],
      speaks: "with-words",
      layouts: ["9{9}"],
      check: (text) =>
        !isRepeated(text) && (weighted(text, [8, 9, 2, 3, 4, 5, 6, 7]) % 11) % 10 === valueAt(text, 8),
      power: "most",
      valid: ["REGON [[192598184]]", "REGON [[123456785]]"],
      invalid: ["REGON 192598183"],
    },
    {
      id: "pl-identity-card",
      about: "Polish identity card number",
      authority: "Ministerstwo Spraw Wewnętrznych (weights 7, 3, 1)",
      words: ["dowód", "dowodu", "osobisty", "osobistego"],
      speaks: "with-words",
      layouts: ["AAA999999", "AAA 999999"],
      check: (text) => weighted(text, [7, 3, 1, 9, 7, 3, 1, 7, 3]) % 10 === 0,
      power: "every",
      valid: ["dowód osobisty [[ABA300000]]"],
      invalid: ["dowód osobisty ABA300001"],
    },
  ],
};
