import { valueAt, weighted, weightedDigitSums } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const taiwanLetters = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

export const family: IdentifierFamily = {
  of: "Taiwan, Hong Kong and Macao",
  country: "by-id",
  identifiers: [
    {
      id: "tw-identity",
      about: "Taiwanese identity or resident number",
      authority: "Ministry of the Interior (MOD 10)",
      words: ["身分證", "身份證", "統一證號", "taiwan", "taiwanese"],
      speaks: "with-words",
      layouts: ["A999999999"],
      check: (text) => {
        const value = taiwanLetters.indexOf(text[0] ?? "-") + 10;
        if (value < 10 || !/^[1289]/u.test(text.slice(1))) return false;
        return (
          (Math.floor(value / 10) + (value % 10) * 9 + weighted(text, [8, 7, 6, 5, 4, 3, 2, 1, 1], 1)) %
            10 ===
          0
        );
      },
      power: "most",
      valid: ["身分證字號 [[A123456789]]"],
      invalid: ["身分證字號 A123456788", "A123456789"],
    },
    {
      id: "tw-business",
      about: "Taiwanese business number",
      authority: "Ministry of Finance (sum of digits, MOD 5 since 2023)",
      words: ["統一編號", "統編", "ubn"],
      speaks: "with-words",
      layouts: ["9{8}"],
      check: (text) => {
        const sum = weightedDigitSums(text, [1, 2, 1, 2, 1, 2, 4, 1]);
        return sum % 5 === 0 || (text[6] === "7" && (sum + 1) % 5 === 0);
      },
      power: "some",
      valid: ["統一編號 [[00501503]]"],
      invalid: ["統一編號 00501502", "00501503"],
    },
    {
      id: "hk-identity",
      about: "Hong Kong identity card number (HKID)",
      authority: "Immigration Department (MOD 11)",
      words: ["hkid", "香港身份證", "身份證", "hong kong"],
      speaks: "in-layout",
      layouts: ["!A999999(X", "!AA999999(X", "A999999X", "AA999999X"],
      check: (text) => {
        const body = text.length === 8 ? ` ${text}` : text;
        const first = text.length === 8 ? 36 : valueAt(body, 0);
        const last = text.at(-1) === "A" ? 10 : valueAt(text, text.length - 1);
        return last <= 10 && (first * 9 + weighted(body, [8, 7, 6, 5, 4, 3, 2], 1) + last) % 11 === 0;
      },
      power: "every",
      valid: ["[[G123456(A]])", "HKID [[G123456A]]"],
      invalid: ["G123456(9)", "G123456A"],
    },
  ],
};
