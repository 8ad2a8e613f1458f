import { numberAt, valueAt, weighted, isLuhn } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Latin America",
  country: "by-id",
  identifiers: [
    {
      id: "ar-cuit",
      about: "Argentine tax number (CUIT/CUIL)",
      authority: "AFIP (MOD 11)",
      words: ["cuit", "cuil", "afip"],
      speaks: "in-layout",
      layouts: ["!99-99999999-9", "9{11}", "99 99999999 9"],
      check: (text) => {
        if (!/^(?:20|23|24|25|26|27|30|33|34)/u.test(text)) return false;
        const rest = 11 - (weighted(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
        return (rest === 11 ? 0 : rest === 10 ? 9 : rest) === valueAt(text, 10);
      },
      power: "most",
      valid: ["20-05536168-2", "CUIT [[20055361682]]"],
      invalid: ["20-05536168-3", "20055361682"],
    },
    {
      id: "cl-rut",
      about: "Chilean national number (RUT/RUN)",
      authority: "Registro Civil (MOD 11, K)",
      words: ["rut", "run", "cédula", "cedula"],
      speaks: "in-layout",
      layouts: ["!99.999.999-X", "!9.999.999-X", "99999999-X", "9999999-X"],
      check: (text) => {
        if (!/^\d+[\dK]$/u.test(text)) return false;
        const body = text.slice(0, -1).padStart(8, "0");
        const rest = 11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
        return (rest === 11 ? "0" : rest === 10 ? "K" : String(rest)) === text.at(-1);
      },
      power: "every",
      valid: ["12.531.909-2", "RUT [[12531909-2]]"],
      invalid: ["12.531.909-3", "12531909-2"],
    },
    {
      id: "co-nit",
      about: "Colombian tax number (NIT)",
      authority: "DIAN (MOD 11 with primes)",
      words: ["nit", "dian"],
      speaks: "with-words",
      layouts: ["999.999.999-9", "9{9}-9", "9{10}", "9.999.999.999-9"],
      check: (text) => {
        const body = text.slice(0, -1).padStart(15, "0");
        const rest = weighted(body, [71, 67, 59, 53, 47, 43, 41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11;
        return (rest < 2 ? rest : 11 - rest) === valueAt(text, text.length - 1);
      },
      power: "most",
      valid: ["NIT [[213.123.432-1]]", "NIT [[2131234321]]"],
      invalid: ["NIT 213.123.432-2"],
    },
    {
      id: "pe-ruc",
      about: "Peruvian taxpayer number (RUC)",
      authority: "SUNAT (MOD 11)",
      words: ["ruc", "sunat"],
      speaks: "with-words",
      layouts: ["9{11}"],
      check: (text) =>
        /^(?:10|15|16|17|20)/u.test(text) &&
        (11 - (weighted(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === valueAt(text, 10),
      power: "most",
      valid: ["RUC [[20512333797]]"],
      invalid: ["RUC 20512333798", "20512333797"],
    },
    {
      id: "ec-cedula",
      about: "Ecuadorian identity number (cédula)",
      authority: "Registro Civil del Ecuador (province, MOD 10)",
      words: ["cédula", "cedula", "identidad", "ci"],
      speaks: "with-words",
      layouts: ["9{10}", "9{9}-9"],
      check: (text) => {
        const province = numberAt(text, 0, 2);
        return ((province >= 1 && province <= 24) || province === 30) && valueAt(text, 2) < 6 && isLuhn(text);
      },
      power: "every",
      valid: ["cédula [[1714307103]]", "cedula [[171430710-3]]"],
      invalid: ["cédula 1714307104", "cédula 9914307103"],
    },
    {
      id: "uy-ci",
      about: "Uruguayan identity number",
      authority: "Dirección Nacional de Identificación Civil (weights 2 9 8 7 6 3 4)",
      words: ["ci", "cédula", "cedula", "identidad", "documento"],
      speaks: "in-layout",
      layouts: ["!9.999.999-9", "9999999-9", "9{8}"],
      check: (text) => (10 - (weighted(text, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10 === valueAt(text, 7),
      power: "most",
      valid: ["1.234.567-2", "CI [[12345672]]"],
      invalid: ["1.234.567-3", "12345672"],
    },
    {
      id: "do-cedula",
      about: "Dominican identity number (cédula)",
      authority: "Junta Central Electoral (Luhn)",
      words: ["cédula", "cedula", "identidad"],
      speaks: "with-words",
      layouts: ["999-9999999-9", "9{11}"],
      check: isLuhn,
      power: "every",
      valid: ["cédula [[001-1391820-5]]"],
      invalid: ["cédula 001-1391820-6", "001-1391820-5"],
    },
  ],
};
