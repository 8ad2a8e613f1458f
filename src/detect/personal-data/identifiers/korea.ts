import { valueAt, weighted, isShortDate } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Korea",
  country: "KR",
  identifiers: [
    {
      id: "kr-rrn",
      about: "Korean resident registration number",
      authority: "행정안전부 (date; MOD 11, no longer kept by numbers issued since October 2020)",
      words: ["주민등록번호", "주민번호", "외국인등록번호", "rrn", "resident registration"],
      speaks: "in-layout",
      layouts: ["!999999-9999999", "9{13}"],
      check: (text) => {
        if (!isShortDate(text) || !/^[1-8]/u.test(text.slice(6))) return false;
        return (11 - (weighted(text, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === valueAt(text, 12)
          ? true
          : undefined;
      },
      power: "some",
      unchecked: 0.75,
      valid: ["900101-1234568", "주민등록번호 [[9001011234568]]", "주민등록번호는 [[900101-1234568]]"],
      invalid: ["901301-1234568", "9001011234568"],
    },
    {
      id: "kr-brn",
      about: "Korean business registration number",
      authority: "국세청 (MOD 10)",
      words: ["사업자등록번호", "사업자", "brn", "business registration"],
      speaks: "with-words",
      layouts: ["999-99-99999", "9{10}"],
      check: (text) => {
        const sum = weighted(text, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((valueAt(text, 8) * 5) / 10);
        return (10 - (sum % 10)) % 10 === valueAt(text, 9);
      },
      power: "every",
      valid: ["사업자등록번호 [[220-81-62517]]"],
      invalid: ["사업자등록번호 220-81-62518", "220-81-62517"],
    },
  ],
};
