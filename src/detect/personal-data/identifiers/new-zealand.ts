import { valueAt, weighted } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const nhi = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const letterSum = (text: string): number => {
  let sum = 0;
  for (let i = 0; i < 3; i++) sum += (nhi.indexOf(text[i] ?? "") + 1) * (7 - i);
  return sum;
};

export const family: IdentifierFamily = {
  of: "New Zealand",
  country: "NZ",
  identifiers: [
    {
      id: "nz-ird",
      about: "New Zealand tax number (IRD)",
      authority: "Inland Revenue (MOD 11, twice)",
      words: ["ird", "inland revenue"],
      speaks: "with-words",
      layouts: ["9{8,9}", "999-999-999", "99-999-999"],
      check: (text) => {
        const body = text.slice(0, -1).padStart(8, "0");
        const value = Number(text);
        if (value < 10_000_000 || value > 150_000_000) return false;
        const first = (11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
        const check = first < 10 ? first : (11 - (weighted(body, [7, 4, 3, 2, 5, 2, 7, 6]) % 11)) % 11;
        return check === valueAt(text, text.length - 1);
      },
      power: "most",
      valid: ["IRD number [[49091850]]", "IRD [[136-410-132]]"],
      invalid: ["IRD number 49091851", "49091850"],
    },
    {
      id: "nz-nhi",
      about: "New Zealand health index number (NHI)",
      authority: "HISO 10046 (MOD 11, or MOD 23 with a letter)",
      words: ["nhi", "health index"],
      speaks: "with-words",
      layouts: ["AAA9999", "AAA99AX"],
      check: (text) => {
        if (/[IO]/u.test(text)) return false;
        if (/\d$/u.test(text)) {
          const rest = (letterSum(text) + weighted(text, [4, 3, 2], 3)) % 11;
          return rest !== 0 && (11 - rest) % 10 === valueAt(text, 6);
        }
        const sum = letterSum(text) + weighted(text, [4, 3], 3) + (nhi.indexOf(text[5] ?? "") + 1) * 2;
        return nhi[23 - (sum % 23) - 1] === text[6];
      },
      power: "most",
      valid: ["NHI [[ZAC5361]]"],
      invalid: ["NHI ZAC5362", "ZAC5361"],
    },
  ],
};
