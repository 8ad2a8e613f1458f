import { classOf, digit, isAlphanumeric, isBlank, isDigit, other } from "../letters.ts";
import type { Match, Matcher } from "../matcher.ts";
import type { Reader } from "../reader.ts";
import { isDate } from "../checks/index.ts";
import { digitsFrom } from "./read.ts";

/** Digits behind the country code, least and most, of numbers people have (ITU-T E.164 national plans). */
const plans: Readonly<Record<string, readonly [number, number]>> = {
  "20": [8, 10],
  "27": [9, 9],
  "30": [10, 10],
  "31": [9, 9],
  "32": [8, 9],
  "33": [9, 9],
  "34": [9, 9],
  "36": [8, 9],
  "39": [8, 11],
  "40": [9, 9],
  "41": [9, 9],
  "43": [7, 13],
  "44": [9, 10],
  "45": [8, 8],
  "46": [7, 10],
  "47": [8, 8],
  "48": [9, 9],
  "49": [7, 12],
  "51": [8, 9],
  "52": [10, 10],
  "54": [10, 11],
  "55": [10, 11],
  "56": [9, 9],
  "57": [10, 10],
  "58": [10, 10],
  "60": [8, 10],
  "61": [9, 9],
  "62": [8, 12],
  "63": [8, 10],
  "64": [8, 10],
  "65": [8, 8],
  "66": [8, 9],
  "7": [10, 10],
  "81": [9, 10],
  "82": [8, 10],
  "84": [9, 10],
  "86": [10, 11],
  "90": [10, 10],
  "91": [10, 10],
  "92": [9, 10],
  "94": [9, 9],
  "98": [10, 10],
  "212": [9, 9],
  "213": [8, 9],
  "216": [8, 8],
  "234": [8, 10],
  "254": [9, 9],
  "351": [9, 9],
  "352": [6, 9],
  "353": [8, 9],
  "354": [7, 7],
  "356": [8, 8],
  "357": [8, 8],
  "358": [7, 10],
  "359": [8, 9],
  "370": [8, 8],
  "371": [8, 8],
  "372": [7, 8],
  "373": [8, 8],
  "375": [9, 9],
  "380": [9, 9],
  "381": [8, 9],
  "385": [8, 9],
  "386": [8, 8],
  "420": [9, 9],
  "421": [9, 9],
  "852": [8, 8],
  "886": [8, 9],
  "961": [7, 8],
  "962": [8, 9],
  "965": [8, 8],
  "966": [9, 9],
  "971": [8, 9],
  "972": [8, 9],
  "974": [8, 8],
};
const notPhones = [
  "part",
  "sku",
  "order",
  "model",
  "serial",
  "item",
  "ref",
  "invoice",
  "isbn",
  "version",
  "id",
  "code",
  "no.",
  "ticket",
  "case",
  "batch",
  "lot",
  "tracking",
  "replace",
];

/** Phone numbers: E.164 with its plus sign by the plan of the country; national ones where words announce them. */
export const phone: Matcher = {
  id: "phone",
  about: "Phone number",
  authority: "ITU-T E.164; North American Numbering Plan",
  words: [
    "phone",
    "phones",
    "telephone",
    "tel",
    "cell",
    "mobile",
    "call",
    "fax",
    "whatsapp",
    "sms",
    "telefon",
    "telefonnummer",
    "handy",
    "rufnummer",
    "mobil",
    "téléphone",
    "telephone",
    "portable",
    "teléfono",
    "telefono",
    "móvil",
    "celular",
    "telefone",
    "celulare",
    "cellulare",
    "telefoon",
    "puhelin",
    "телефон",
    "тел",
    "τηλέφωνο",
    "هاتف",
    "טלפון",
    "电话",
    "電話",
    "手机",
    "전화",
    "โทร",
    "phonenumber",
  ],
  begins: ["plus", "bracket", "number"],
  needsWords: false,
  match(reader, start, announced) {
    const first = reader.text.charCodeAt(start);
    const before = start === 0 ? -1 : reader.text.charCodeAt(start - 1);
    if (first === 0x2b)
      return isAlphanumeric(before) || before === 0x2b ? undefined : international(reader, start, announced);
    if (first === 0x28) return isAlphanumeric(before) ? undefined : bracketed(reader, start, announced);
    if (before === 0x2b || before === 0x28 || before === 0x40 || before === 0x24 || before === 0x3c)
      return undefined;
    const tied =
      before === 0x2d ||
      before === 0x2e ||
      before === 0x2f ||
      (isBlank(before) && isDigit(reader.text.charCodeAt(start - 2)));
    return tied || !isDigit(first) ? undefined : national(reader, start, announced);
  },
};

interface Dialled {
  readonly digits: string;
  readonly end: number;
  /** The lengths of the groups. */
  readonly groups: readonly number[];
}

/** Digits in groups, with at most two of ` -.()/` between them. Undefined where letters touch or there are too many. */
function dial(reader: Reader, from: number): Dialled | undefined {
  let digits = "";
  const groups: number[] = [];
  let at = from;
  for (;;) {
    const end = digitsFrom(reader, at, 15);
    if (end < 0) return undefined;
    digits += reader.text.slice(at, end);
    groups.push(end - at);
    if (digits.length > 16 || groups.length > 8) return undefined;
    let next = end;
    for (let i = 0; i < 3 && isBetween(reader.code(next)); i++) next++;
    if (next === end || next - end > 2 || !isDigit(reader.code(next))) {
      const kind = classOf(reader.code(end));
      if (kind > digit && kind < 6) return undefined;
      const after = reader.code(end);
      if (after === 0x40 || after === 0x25) return undefined;
      if ((after === 0x2d || after === 0x2f) && classOf(reader.code(end + 1)) !== other) return undefined;
      return { digits, end, groups };
    }
    at = next;
  }
}

const isBetween = (code: number): boolean =>
  isBlank(code) ||
  code === 0x2d ||
  code === 0x2e ||
  code === 0x28 ||
  code === 0x29 ||
  code === 0x2f ||
  code === 0x2011;

function international(reader: Reader, start: number, announced: () => boolean): Match | undefined {
  if (!isDigit(reader.code(start + 1))) return undefined;
  const dialled = dial(reader, start + 1);
  if (dialled === undefined) return undefined;
  const { digits, end, groups } = dialled;
  const score = announced() ? 0.95 : groups.length > 1 ? 0.9 : 0.8;
  if (digits.startsWith("1")) return isNanp(digits.slice(1)) ? { end, score, validated: true } : undefined;
  for (const length of [1, 2, 3]) {
    const plan = plans[digits.slice(0, length)];
    if (plan === undefined) continue;
    const rest = digits.length - length - (reader.text.slice(start, end).includes("(0)") ? 1 : 0);
    return rest >= plan[0] && rest <= plan[1] && digits[length] !== undefined
      ? { end, score, validated: true }
      : undefined;
  }
  const known = digits.length >= 9 && digits.length <= 14 && !digits.startsWith("0");
  return known && announced() ? { end, score: 0.7 } : undefined;
}

const isNanp = (digits: string): boolean =>
  digits.length === 10 &&
  (digits[0] ?? "0") >= "2" &&
  (digits[3] ?? "0") >= "2" &&
  digits.slice(1, 3) !== "11";

/** `(212) 555-0142`. */
function bracketed(reader: Reader, start: number, announced: () => boolean): Match | undefined {
  const close = digitsFrom(reader, start + 1, 5);
  if (close < start + 3 || reader.code(close) !== 0x29) return undefined;
  const dialled = dial(reader, start + 1);
  if (dialled === undefined || dialled.end <= close) return undefined;
  const { digits, end, groups } = dialled;
  if (groups.join() === "3,3,4" && isNanp(digits)) return { end, score: announced() ? 0.95 : 0.8 };
  return announced() && digits.length >= 8 && digits.length <= 12 ? { end, score: 0.75 } : undefined;
}

function national(reader: Reader, start: number, announced: () => boolean): Match | undefined {
  const told = announced();
  if (!told) {
    const end = digitsFrom(reader, start, 3);
    const between = reader.code(end);
    if (end !== start + 3 || (between !== 0x2d && between !== 0x2e)) return undefined;
  }
  const dialled = dial(reader, start);
  if (dialled === undefined) return undefined;
  const { digits, end, groups } = dialled;
  if (groups.join() === "3,3,4" && isNanp(digits)) {
    if (told) return { end, score: 0.9 };
    const uniform = reader.text.charCodeAt(start + 3) === reader.text.charCodeAt(start + 7);
    const words = reader.text.slice(Math.max(0, start - 24), start).toLowerCase();
    return uniform && !notPhones.some((word) => words.includes(word)) ? { end, score: 0.6 } : undefined;
  }
  if (!told || digits.length < 7 || digits.length > 12 || looksLikeDate(digits, groups)) return undefined;
  if (groups.length === 1 && !digits.startsWith("0") && digits.length < 9) return undefined;
  return { end, score: 0.7 };
}

function looksLikeDate(digits: string, groups: readonly number[]): boolean {
  const shape = groups.join();
  const n = (from: number, to: number): number => Number(digits.slice(from, to));
  if (shape === "4,2,2" || shape === "8") return isDate(n(0, 4), n(4, 6), n(6, 8));
  return shape === "2,2,4" && (isDate(n(4, 8), n(2, 4), n(0, 2)) || isDate(n(4, 8), n(0, 2), n(2, 4)));
}
