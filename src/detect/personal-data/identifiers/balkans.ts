import {
  isRepeated,
  numberAt,
  valueAt,
  weighted,
  isDate,
  isShortDate,
  isMod11and10,
} from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const isJmbg = (text: string): boolean => {
  const year = numberAt(text, 4, 7);
  if (!isDate(year, numberAt(text, 2, 4), numberAt(text, 0, 2)) || (year > 60 && year < 880)) return false;
  const rest = weighted(text, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return rest !== 1 && (rest === 0 ? 0 : 11 - rest) === valueAt(text, 12);
};

export const family: IdentifierFamily = {
  of: "South-eastern Europe",
  country: "by-id",
  identifiers: [
    {
      id: "ro-cnp",
      about: "Romanian personal number (CNP)",
      authority: "OUG 97/2005 (date, county, MOD 11)",
      words: ["cnp", "numeric"],
      speaks: "with-words",
      layouts: ["9{13}"],
      check: (text) => {
        const county = numberAt(text, 7, 9);
        if (text[0] === "0" || !isShortDate(text, 1) || county === 0 || (county > 52 && county !== 70))
          return false;
        const rest = weighted(text, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
        return (rest === 10 ? 1 : rest) === valueAt(text, 12);
      },
      power: "most",
      valid: ["CNP [[1630615123457]]"],
      invalid: ["CNP 1630615123458", "1630615123457"],
    },
    {
      id: "bg-egn",
      about: "Bulgarian civil number (EGN)",
      authority: "ГД ГРАО (date, MOD 11)",
      words: ["егн", "egn", "единен"],
      speaks: "with-words",
      layouts: ["9{10}"],
      check: (text) =>
        isDate(numberAt(text, 0, 2), numberAt(text, 2, 4) % 20, numberAt(text, 4, 6)) &&
        (weighted(text, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === valueAt(text, 9),
      power: "most",
      valid: ["ЕГН [[7523169263]]", "EGN [[8032056031]]"],
      invalid: ["ЕГН 7523169264", "7523169263"],
    },
    {
      id: "hr-oib",
      about: "Croatian personal number (OIB)",
      authority: "Porezna uprava (ISO 7064 MOD 11,10)",
      words: ["oib"],
      speaks: "with-words",
      layouts: ["9{11}"],
      check: (text) => isMod11and10(text) && !isRepeated(text),
      power: "every",
      valid: ["OIB [[33392005961]]", "OIB: [[94577403194]]"],
      invalid: ["OIB 33392005962", "33392005961"],
    },
    {
      id: "jmbg",
      about: "Unique citizen number (JMBG, EMŠO)",
      authority: "Citizen registers of the successor states of Yugoslavia (date, MOD 11)",
      words: ["jmbg", "emšo", "emso", "јмбг", "matični", "ембг", "embg"],
      speaks: "with-words",
      layouts: ["9{13}"],
      check: isJmbg,
      power: "most",
      valid: ["JMBG [[0101006500006]]", "EMŠO [[0101006500006]]"],
      invalid: ["JMBG 0101006500007", "0101006500006"],
    },
  ],
};
