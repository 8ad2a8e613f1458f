import { isDate } from "../checks/index.ts";
import { isBlank, isDigit } from "../letters.ts";
import type { Match, Matcher } from "../matcher.ts";
import type { Reader } from "../reader.ts";
import { digitsFrom, lettersFrom } from "./read.ts";

/** The beginnings of the names of months, in small letters, by language; enough letters to tell them apart. */
const months = [
  ["jan", "ene", "gen", "січ", "янв", "sty"],
  ["feb", "fev", "fév", "фев", "lut"],
  ["mar", "mär", "maa", "мар", "mrt"],
  ["apr", "avr", "abr", "апр", "kwi"],
  ["may", "mai", "mag", "maj", "мая", "май", "mei"],
  ["jun", "jui", "giu", "июн", "cze"],
  ["jul", "lug", "июл", "lip"],
  ["aug", "aoû", "ago", "авг", "sie"],
  ["sep", "set", "сен", "wrz"],
  ["oct", "okt", "out", "ott", "окт", "paź"],
  ["nov", "ноя", "lis"],
  ["dec", "dez", "dic", "déc", "дек", "gru"],
];

/** A date of birth, where words say that it is one. */
export const birthDate: Matcher = {
  id: "birth-date",
  about: "Date of birth",
  authority: "ISO 8601 and the customs of writing dates",
  words: [
    "born",
    "birth",
    "birthday",
    "birthdate",
    "dob",
    "d.o.b",
    "of birth",
    "geboren",
    "geburtsdatum",
    "geb",
    "naissance",
    "née",
    "né",
    "nacimiento",
    "nacido",
    "nacida",
    "nascita",
    "nato",
    "nata",
    "nascimento",
    "nascido",
    "geboortedatum",
    "född",
    "födelsedatum",
    "fødselsdato",
    "syntymäaika",
    "urodzenia",
    "urodzony",
    "narození",
    "születési",
    "рождения",
    "родился",
    "родилась",
    "γέννησης",
    "doğum",
    "الميلاد",
    "לידה",
    "出生",
    "生年月日",
    "生日",
    "생년월일",
    "วันเกิด",
  ],
  begins: ["number", "capital"],
  needsWords: true,
  longestFirst: 12,
  match: (reader, start) =>
    isDigit(reader.text.charCodeAt(start)) ? fromNumber(reader, start) : fromMonth(reader, start),
};

function fromNumber(reader: Reader, start: number): Match | undefined {
  const firstEnd = digitsFrom(reader, start, 4);
  if (firstEnd < 0) return undefined;
  const first = Number(reader.text.slice(start, firstEnd));
  const between = reader.code(firstEnd);
  if (firstEnd - start === 4 && (between === 0x5e74 || between === 0xb144))
    return eastAsian(reader, firstEnd, first);
  if ((between === 0x2d || between === 0x2e || between === 0x2f) && isDigit(reader.code(firstEnd + 1))) {
    const second = part(reader, firstEnd + 1, between);
    if (second === undefined) return undefined;
    const third = digitsFrom(reader, second.end + 1, 4);
    if (third <= second.end + 1) return undefined;
    const last = Number(reader.text.slice(second.end + 1, third));
    const lastLength = third - second.end - 1;
    if (firstEnd - start === 4) return isDay(first, second.value, last) ? ends(reader, third) : undefined;
    const year = lastLength === 4 ? last : lastLength === 2 ? 1900 + last : 0;
    return isDay(year, second.value, first) || isDay(year, first, second.value)
      ? ends(reader, third)
      : undefined;
  }
  // `3 March 1980`, `3rd of March, 1980`, `3. März 1980`, `3 de marzo de 1980`
  let at = firstEnd;
  if (first < 1 || first > 31 || firstEnd - start > 2) return undefined;
  const ordinal = lettersFrom(reader, at);
  if (ordinal - at === 2) at = ordinal;
  if (reader.code(at) === 0x2e) at++;
  at = afterGap(reader, at);
  at = afterLink(reader, at);
  const monthEnd = lettersFrom(reader, at);
  const month = monthOf(reader.text.slice(at, monthEnd));
  if (month === 0) return undefined;
  return yearFrom(reader, monthEnd, month, first);
}

function fromMonth(reader: Reader, start: number): Match | undefined {
  const monthEnd = lettersFrom(reader, start);
  const month = monthOf(reader.text.slice(start, monthEnd));
  if (month === 0) return undefined;
  const at = afterGap(reader, monthEnd);
  const dayEnd = digitsFrom(reader, at, 2);
  if (dayEnd <= at) return undefined;
  const ordinal = lettersFrom(reader, dayEnd);
  return yearFrom(
    reader,
    ordinal - dayEnd === 2 ? ordinal : dayEnd,
    month,
    Number(reader.text.slice(at, dayEnd)),
  );
}

function yearFrom(reader: Reader, from: number, month: number, day: number): Match | undefined {
  let at = afterGap(reader, from);
  at = afterLink(reader, at);
  const end = digitsFrom(reader, at, 4);
  if (end !== at + 4) return undefined;
  return isDay(Number(reader.text.slice(at, end)), month, day) ? ends(reader, end) : undefined;
}

/** `1980年3月3日`, `1980년 3월 3일`. */
function eastAsian(reader: Reader, at: number, year: number): Match | undefined {
  let from = afterGap(reader, at + 1);
  let end = digitsFrom(reader, from, 2);
  const month = Number(reader.text.slice(from, Math.max(from, end)));
  const after = reader.code(end);
  if (after !== 0x6708 && after !== 0xc6d4) return undefined;
  from = afterGap(reader, end + 1);
  end = digitsFrom(reader, from, 2);
  if (end <= from) return undefined;
  const day = Number(reader.text.slice(from, end));
  const mark = reader.code(end);
  if (mark === 0x65e5 || mark === 0xc77c) end++;
  return isDay(year, month, day) ? { end, score: 0.85 } : undefined;
}

function part(reader: Reader, at: number, separator: number): { value: number; end: number } | undefined {
  const end = digitsFrom(reader, at, 2);
  if (end <= at || reader.code(end) !== separator) return undefined;
  return { value: Number(reader.text.slice(at, end)), end };
}

function afterGap(reader: Reader, at: number): number {
  let next = at;
  const code = reader.code(next);
  if (code === 0x2c || code === 0x2e) next++;
  return isBlank(reader.code(next)) ? next + 1 : next;
}

/** Behind `of`, `de`, `di`. */
function afterLink(reader: Reader, at: number): number {
  const end = lettersFrom(reader, at);
  const word = reader.text.slice(at, end);
  return word === "of" || word === "de" || word === "di" ? afterGap(reader, end) : at;
}

const monthOf = (word: string): number =>
  word.length < 3 ? 0 : months.findIndex((names) => names.includes(word.slice(0, 3).toLowerCase())) + 1;
const isDay = (year: number, month: number, day: number): boolean =>
  year >= 1900 && year <= 2035 && isDate(year, month, day);
const ends = (reader: Reader, end: number): Match | undefined =>
  isDigit(reader.code(end)) ? undefined : { end, score: 0.85 };
