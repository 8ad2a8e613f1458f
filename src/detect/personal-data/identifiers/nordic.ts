import { numberAt, valueAt, weighted, isDate, isDayFirst, isLifeYear, isLuhn } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const personnummerDate = (text: string, from: number): boolean => {
  const day = numberAt(text, from + 4, from + 6);
  return isDate(
    numberAt(text, from, from + 2),
    numberAt(text, from + 2, from + 4),
    day > 60 ? day - 60 : day,
  );
};
const norwegianDay = (text: string): boolean => {
  const day = numberAt(text, 0, 2);
  const month = numberAt(text, 2, 4) % 40;
  return isDate(numberAt(text, 4, 6), month, day > 40 ? day - 40 : day);
};

export const family: IdentifierFamily = {
  of: "Nordic countries",
  country: "by-id",
  identifiers: [
    {
      id: "se-personnummer",
      about: "Swedish personal number (personnummer)",
      authority: "Skatteverket SKV 704 (date, Luhn)",
      words: ["personnummer", "pnr", "samordningsnummer", "personnr", "personal number", "personal identity"],
      speaks: "in-layout",
      layouts: ["!999999-9999", "!99999999-9999", "9{10}", "9{12}"],
      check: (text) => {
        const from = text.length - 10;
        if (from === 2 && !isLifeYear(numberAt(text, 0, 4))) return false;
        return personnummerDate(text, from) && isLuhn(text.slice(from));
      },
      power: "most",
      valid: ["811228-9874", "19670919-9530", "personnummer [[8112289874]]"],
      invalid: ["811228-9873", "811328-9874", "8112289874"],
    },
    {
      id: "no-fodselsnummer",
      about: "Norwegian birth number (fødselsnummer)",
      authority: "Skatteetaten (date, two digits MOD 11)",
      words: ["fødselsnummer", "fodselsnummer", "personnummer", "fnr", "dnr"],
      speaks: "in-layout",
      layouts: ["!999999 99999", "9{11}", "999999-99999"],
      check: (text) =>
        norwegianDay(text) &&
        weighted(text, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
        weighted(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
      power: "every",
      valid: ["151086 95088", "fødselsnummer [[15108695088]]"],
      invalid: ["151086 95089", "15108695088"],
    },
    {
      id: "dk-cpr",
      about: "Danish personal number (CPR)",
      authority: "CPR-kontoret (date; MOD 11 is no longer kept by all)",
      words: ["cpr", "personnummer", "cprnummer", "cprnr"],
      speaks: "in-layout",
      layouts: ["!999999-9999", "9{10}", "999999 9999"],
      check: (text) => {
        if (!isDayFirst(text)) return false;
        return weighted(text, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 ? true : undefined;
      },
      power: "some",
      unchecked: 0.6,
      valid: ["211062-5629", "CPR [[0707614285]]", "CPR [[010107-1234]]"],
      invalid: ["321062-5629", "2110625629"],
    },
    {
      id: "fi-henkilotunnus",
      about: "Finnish personal identity code (henkilötunnus)",
      authority: "Digi- ja väestötietovirasto (date, MOD 31)",
      words: ["henkilötunnus", "hetu", "henkilotunnus", "personbeteckning"],
      speaks: "in-layout",
      layouts: ["!999999-999X", "!999999A999X"],
      check: (text) => {
        const plain = text.length === 11 ? text.slice(0, 6) + text.slice(7) : text;
        if (text.length === 11 && !/[A-FU-Y]/u.test(text[6] ?? "")) return false;
        return (
          isDayFirst(plain) && "0123456789ABCDEFHJKLMNPRSTUVWXY"[numberAt(plain, 0, 9) % 31] === plain[9]
        );
      },
      power: "every",
      valid: ["131052-308T", "hetu [[131052A308T]]"],
      invalid: ["131052-308U", "321052-308T"],
    },
    {
      id: "is-kennitala",
      about: "Icelandic identification number (kennitala)",
      authority: "Þjóðskrá (date, MOD 11)",
      words: ["kennitala", "kt", "kennitölu"],
      speaks: "in-layout",
      layouts: ["!999999-9999", "9{10}"],
      check: (text) => {
        const day = numberAt(text, 0, 2);
        if (
          !/[089]$/u.test(text) ||
          !isDate(numberAt(text, 4, 6), numberAt(text, 2, 4), day > 40 ? day - 40 : day)
        )
          return false;
        return (11 - (weighted(text, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === valueAt(text, 8);
      },
      power: "most",
      valid: ["120174-3399", "kennitala [[4504013150]]"],
      invalid: ["120174-3499", "1201743399"],
    },
  ],
};
