import { valueAt, weighted, isDayFirst, isShortDate } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const baltic = (text: string): boolean => {
  if (!/^[1-8]/u.test(text) || !isShortDate(text, 1)) return false;
  const first = weighted(text, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const second = weighted(text, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return (first < 10 ? first : second < 10 ? second : 0) === valueAt(text, 10);
};

export const family: IdentifierFamily = {
  of: "Baltic countries",
  country: "by-id",
  identifiers: [
    {
      id: "ee-isikukood",
      about: "Estonian personal code (isikukood)",
      authority: "EVS 585:2007 (date, MOD 11 twice)",
      words: ["isikukood", "isikukoodi", "ik", "estonian"],
      speaks: "with-words",
      layouts: ["9{11}"],
      check: baltic,
      power: "most",
      valid: ["isikukood [[37605030299]]", "isikukood: [[36805280109]]"],
      invalid: ["isikukood 37605030298", "37605030299"],
    },
    {
      id: "lt-asmens-kodas",
      about: "Lithuanian personal code (asmens kodas)",
      authority: "Registrų centras (date, MOD 11 twice)",
      words: ["asmens", "kodas", "lithuanian"],
      speaks: "with-words",
      layouts: ["9{11}"],
      check: baltic,
      power: "most",
      valid: ["asmens kodas [[33309240064]]"],
      invalid: ["asmens kodas 33309240063", "33309240064"],
    },
    {
      id: "lv-personas-kods",
      about: "Latvian personal code (personas kods)",
      authority: "PMLP (MOD 11; without birth date since 2017)",
      words: ["personas", "kods", "latvian"],
      speaks: "in-layout",
      layouts: ["!999999-99999", "9{11}"],
      check: (text) => {
        if (text.startsWith("32")) return undefined;
        return (
          isDayFirst(text) &&
          ((1 + weighted(text, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11) % 10 === valueAt(text, 10)
        );
      },
      power: "most",
      valid: ["161175-19997", "personas kods [[16117519997]]"],
      invalid: ["161175-19996", "16117519997"],
    },
  ],
};
