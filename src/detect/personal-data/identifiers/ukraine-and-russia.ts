import { isRepeated, numberAt, valueAt, weighted, isShortDate } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const inn = (text: string, weights: readonly number[]): number => (weighted(text, weights) % 11) % 10;

export const family: IdentifierFamily = {
  of: "Ukraine, Russia and Kazakhstan",
  country: "by-id",
  identifiers: [
    {
      id: "ua-rnokpp",
      about: "Ukrainian taxpayer number (RNOKPP)",
      authority: "Державна податкова служба (days since 1899, MOD 11)",
      words: ["рнокпп", "іпн", "rnokpp", "ідентифікаційний", "податковий", "инн"],
      speaks: "with-words",
      layouts: ["9{10}"],
      check: (text) =>
        numberAt(text, 0, 5) < 60_000 &&
        (((weighted(text, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === valueAt(text, 9),
      power: "most",
      valid: ["РНОКПП [[1759013776]]"],
      invalid: ["РНОКПП 1759013777", "1759013776"],
    },
    {
      id: "ru-inn",
      about: "Russian taxpayer number (INN)",
      authority: "ФНС России, приказ ММВ-7-6/435 (MOD 11)",
      words: ["инн", "inn", "налогоплательщика"],
      speaks: "with-words",
      layouts: ["9{12}", "9{10}"],
      check: (text) => {
        if (text.length === 10) return inn(text, [2, 4, 10, 3, 5, 9, 4, 6, 8]) === valueAt(text, 9);
        return (
          inn(text, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === valueAt(text, 10) &&
          inn(text, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === valueAt(text, 11)
        );
      },
      power: "most",
      valid: ["ИНН [[500100732259]]", "ИНН [[7707083893]]"],
      invalid: ["ИНН 500100732258", "500100732259"],
    },
    {
      id: "ru-snils",
      about: "Russian pension insurance number (SNILS)",
      authority: "Социальный фонд России (MOD 101)",
      words: ["снилс", "snils"],
      speaks: "in-layout",
      layouts: ["!999-999-999 99", "!999-999-999-99", "9{11}"],
      check: (text) =>
        (weighted(text, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === numberAt(text, 9, 11) &&
        !isRepeated(text.slice(0, 9)),
      power: "most",
      valid: ["112-233-445 95", "СНИЛС [[11223344595]]"],
      invalid: ["112-233-445 96", "11223344595"],
    },
    {
      id: "kz-iin",
      about: "Kazakh individual number (IIN)",
      authority: "Закон РК № 223 (date, MOD 11 twice)",
      words: ["иин", "жсн", "iin"],
      speaks: "with-words",
      layouts: ["9{12}"],
      check: (text) => {
        if (!isShortDate(text)) return false;
        const first = weighted(text, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
        const check = first < 10 ? first : weighted(text, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
        return check === valueAt(text, 11);
      },
      power: "most",
      valid: ["ИИН [[880117300018]]"],
      invalid: ["ИИН 880117300019"],
    },
  ],
};
