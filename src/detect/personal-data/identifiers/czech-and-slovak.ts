import { numberAt, isDate } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Czech and Slovak Republics",
  country: "by-id",
  identifiers: [
    {
      id: "cz-rodne-cislo",
      about: "Czech or Slovak birth number (rodné číslo)",
      authority: "Zákon č. 133/2000 Sb. (date, MOD 11)",
      words: ["rodné", "rodne", "rč", "rodného", "číslo"],
      speaks: "in-layout",
      layouts: ["!999999/9999", "9{10}"],
      check: (text) => {
        const month = numberAt(text, 2, 4);
        const plain = month > 70 ? month - 70 : month > 50 ? month - 50 : month > 20 ? month - 20 : month;
        if (!isDate(numberAt(text, 0, 2), plain, numberAt(text, 4, 6))) return false;
        return Number(text) % 11 === 0 || (numberAt(text, 0, 9) % 11 === 10 && text[9] === "0");
      },
      power: "most",
      valid: ["710319/2745", "rodné číslo [[7103192745]]"],
      invalid: ["710319/2746", "7103192745"],
    },
  ],
};
