import {
  isRepeated,
  numberAt,
  remainder,
  weighted,
  isLongDate,
  isLuhn,
  isVerhoeff,
} from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Belgium, Netherlands and Luxembourg",
  country: "by-id",
  identifiers: [
    {
      id: "be-national-number",
      about: "Belgian national register number",
      authority: "Rijksregister, KB 3 April 1984 (date, MOD 97)",
      words: [
        "rijksregisternummer",
        "rijksregister",
        "registre national",
        "numéro national",
        "national number",
        "nrn",
        "insz",
        "niss",
      ],
      speaks: "in-layout",
      layouts: ["!99.99.99-999.99", "!99.99.99-999 99", "99.99.99.999.99", "9{11}"],
      check: (text) => {
        const month = numberAt(text, 2, 4) % 20;
        if (month > 12 || numberAt(text, 4, 6) > 31) return false;
        const check = numberAt(text, 9, 11);
        const body = text.slice(0, 9);
        return 97 - remainder(body, 97) === check || 97 - remainder(`2${body}`, 97) === check;
      },
      power: "most",
      valid: ["85.07.30-033.28", "Rijksregisternummer [[85073003328]]"],
      invalid: ["85.07.30-033.29", "85073003328"],
    },
    {
      id: "nl-bsn",
      about: "Dutch citizen service number (BSN)",
      authority: "RvIG, elfproef",
      words: ["bsn", "burgerservicenummer", "sofinummer", "sofi", "citizen service"],
      speaks: "with-words",
      layouts: ["9{9}", "9999.99.999", "999~999~999"],
      check: (text) => !isRepeated(text) && weighted(text, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
      power: "every",
      valid: ["BSN [[111222333]]", "burgerservicenummer: [[1112.22.333]]"],
      invalid: ["BSN 111222334", "111222333"],
    },
    {
      id: "lu-national-id",
      about: "Luxembourgish national number (matricule)",
      authority: "Centre des technologies de l'information de l'État (date, Luhn and Verhoeff)",
      words: ["matricule", "luxembourg", "identification", "ccss"],
      speaks: "with-words",
      layouts: ["9{13}", "9999 9999 99999", "99999999 99999"],
      check: (text) =>
        isLongDate(text) && isLuhn(text.slice(0, 12)) && isVerhoeff(text.slice(0, 11) + text.slice(12)),
      power: "every",
      valid: ["matricule [[1893120105732]]"],
      invalid: ["matricule 1893120105733", "1893120105732"],
    },
  ],
};
