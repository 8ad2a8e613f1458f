import { isRepeated, numberAt, valueAt, isLuhn, isVerhoeff } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const gst = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

export const family: IdentifierFamily = {
  of: "India",
  country: "IN",
  identifiers: [
    {
      id: "in-aadhaar",
      about: "Indian Aadhaar number",
      authority: "UIDAI (Verhoeff)",
      words: ["aadhaar", "aadhar", "uidai", "uid", "आधार"],
      speaks: "with-words",
      layouts: ["9999~9999~9999", "9{12}"],
      check: (text) => /^[2-9]/u.test(text) && isVerhoeff(text),
      power: "every",
      valid: ["Aadhaar [[2341 2341 2346]]", "आधार [[234123412346]]"],
      invalid: ["Aadhaar 2341 2341 2347", "2341 2341 2346"],
    },
    {
      id: "in-pan",
      about: "Indian permanent account number (PAN)",
      authority: "Income Tax Department (kind of holder; the check letter is not published)",
      words: ["pan", "permanent account", "income tax"],
      speaks: "with-words",
      layouts: ["AAAAA9999A"],
      check: (text) =>
        /^[A-Z]{3}[ABCFGHJLPT]/u.test(text) && text.slice(5, 9) !== "0000" ? undefined : false,
      valid: ["PAN [[ACUPA7085R]]"],
      invalid: ["PAN ACUZA7085R", "ACUPA7085R"],
    },
    {
      id: "in-gstin",
      about: "Indian goods and services tax number (GSTIN)",
      authority: "GSTN (state, PAN, MOD 36)",
      words: ["gstin", "gst"],
      speaks: "always",
      layouts: ["99AAAAA9999AXAX"],
      check: (text) => {
        const state = numberAt(text, 0, 2);
        if (state === 0 || (state > 38 && state < 96) || !/^.{5}[ABCFGHJLPT]/u.test(text)) return false;
        let sum = 0;
        for (let i = 0; i < 14; i++) {
          const product = valueAt(text, i) * (i % 2 === 0 ? 1 : 2);
          sum += Math.floor(product / 36) + (product % 36);
        }
        return gst[(36 - (sum % 36)) % 36] === text[14];
      },
      power: "every",
      valid: ["27AAPFU0939F1ZV", "GSTIN [[27AAPFU0939F1ZV]]"],
      invalid: ["27AAPFU0939F1ZW", "99AAPFU0939F1ZV1"],
    },
    {
      id: "in-voter-id",
      about: "Indian voter number (EPIC)",
      authority: "Election Commission of India (Luhn over the digits)",
      words: ["voter", "epic", "election"],
      speaks: "with-words",
      layouts: ["AAA9999999"],
      check: (text) => isLuhn(text.slice(3)) && !isRepeated(text.slice(3)),
      power: "every",
      valid: ["voter ID [[WKH1186253]]"],
      invalid: ["voter ID WKH1186254"],
    },
  ],
};
