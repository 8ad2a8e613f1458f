import { numberAt } from "./digits.ts";

const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether there is such a day. Two-digit years count as leap years when they may be one. */
export function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > (days[month - 1] ?? 0)) return false;
  return month !== 2 || day !== 29 || year % 4 === 0;
}

/** `YYMMDD` at a place. */
export const isShortDate = (text: string, from = 0): boolean =>
  isDate(
    numberAt(text, from, from + 2),
    numberAt(text, from + 2, from + 4),
    numberAt(text, from + 4, from + 6),
  );

/** `DDMMYY` at a place. */
export const isDayFirst = (text: string, from = 0): boolean =>
  isDate(
    numberAt(text, from + 4, from + 6),
    numberAt(text, from + 2, from + 4),
    numberAt(text, from, from + 2),
  );

/** `YYYYMMDD` at a place, of somebody who may be alive or was not long ago. */
export function isLongDate(text: string, from = 0): boolean {
  const year = numberAt(text, from, from + 4);
  return (
    isLifeYear(year) && isDate(year, numberAt(text, from + 4, from + 6), numberAt(text, from + 6, from + 8))
  );
}

export const isLifeYear = (year: number): boolean => year >= 1880 && year <= 2060;
