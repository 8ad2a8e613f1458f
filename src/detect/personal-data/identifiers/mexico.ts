import { valueAt, isShortDate } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const letters = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";
const states =
  "AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL VZ YN ZS NE".split(
    " ",
  );
const curpLetters = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";

export const family: IdentifierFamily = {
  of: "Mexico",
  country: "MX",
  identifiers: [
    {
      id: "mx-curp",
      about: "Mexican population registry code (CURP)",
      authority: "RENAPO, Diario Oficial 18/10/2021 (date, state, MOD 10 over 37 letters)",
      words: ["curp"],
      speaks: "always",
      layouts: ["AAAA999999AAAAAAX9"],
      check: (text) => {
        if (!isShortDate(text, 4) || !/[HMX]/u.test(text[10] ?? "") || !states.includes(text.slice(11, 13)))
          return false;
        let sum = 0;
        for (let i = 0; i < 17; i++) sum += curpLetters.indexOf(text[i] ?? "") * (18 - i);
        return (10 - (sum % 10)) % 10 === valueAt(text, 17);
      },
      power: "most",
      valid: ["HEGG560427MVZRRL04", "CURP [[BOXW310820HNERXN09]]"],
      invalid: ["HEGG560427MVZRRL05", "HEGG561327MVZRRL04"],
    },
    {
      id: "mx-rfc",
      about: "Mexican taxpayer code (RFC)",
      authority: "Servicio de Administración Tributaria (MOD 11 over 39 letters)",
      words: ["rfc", "contribuyente", "sat"],
      speaks: "with-words",
      layouts: ["AAAA999999XXX", "AAAA-999999-XXX", "AAAA 999999 XXX", "AAA999999XXX"],
      check: (text) => {
        const padded = text.padStart(13, " ");
        if (!isShortDate(text, text.length - 9)) return false;
        let sum = 0;
        for (let i = 0; i < 12; i++) sum += letters.indexOf(padded[i] ?? "") * (13 - i);
        return "0A987654321"[sum % 11] === text.at(-1);
      },
      power: "most",
      valid: ["RFC [[GODE561231GR8]]"],
      invalid: ["RFC GODE561231GR9", "GODE561231GR8"],
    },
  ],
};
