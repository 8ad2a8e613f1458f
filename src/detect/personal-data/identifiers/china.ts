import { isLongDate, isMod11and2 } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const uscc = "0123456789ABCDEFGHJKLMNPQRTUWXY";

export const family: IdentifierFamily = {
  of: "China",
  country: "CN",
  identifiers: [
    {
      id: "cn-resident-id",
      about: "Chinese resident identity number",
      authority: "GB 11643-1999 (division, date, ISO 7064 MOD 11-2)",
      words: ["身份证", "身份證", "resident", "公民身份"],
      speaks: "always",
      layouts: ["99999999999999999X", "999999 99999999 999X"],
      check: (text) => /^[1-68]\d{16}[\dX]$/u.test(text) && isLongDate(text, 6) && isMod11and2(text),
      power: "every",
      valid: ["11010519491231002X", "身份证号[[11010519491231002X]]"],
      invalid: ["110105194912310021", "11010519491331002X"],
    },
    {
      id: "cn-social-credit",
      about: "Chinese unified social credit number",
      authority: "GB 32100-2015 (MOD 31)",
      words: ["统一社会信用代码", "信用代码", "uscc", "social credit"],
      speaks: "with-words",
      layouts: ["X{18}"],
      check: (text) => {
        let sum = 0;
        let weight = 1;
        for (let i = 0; i < 17; i++) {
          const value = uscc.indexOf(text[i] ?? "");
          if (value < 0) return false;
          sum += value * weight;
          weight = (weight * 3) % 31;
        }
        return uscc[(31 - (sum % 31)) % 31] === text[17];
      },
      power: "every",
      valid: ["统一社会信用代码：[[91110000600037341L]]"],
      invalid: ["统一社会信用代码 91110000600037342L", "91110000600037341L"],
    },
  ],
};
