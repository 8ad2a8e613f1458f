import { isRepeated, valueAt, weighted } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const last = (sum: number): number => (sum % 11 < 2 ? 0 : 11 - (sum % 11));
const isCpf = (text: string): boolean =>
  !isRepeated(text) &&
  last(weighted(text, [10, 9, 8, 7, 6, 5, 4, 3, 2])) === valueAt(text, 9) &&
  last(weighted(text, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2])) === valueAt(text, 10);
const isCnpj = (text: string): boolean =>
  !isRepeated(text) &&
  last(weighted(text, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) === valueAt(text, 12) &&
  last(weighted(text, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) === valueAt(text, 13);

export const family: IdentifierFamily = {
  of: "Brazil",
  country: "BR",
  identifiers: [
    {
      id: "br-cpf",
      about: "Brazilian taxpayer number (CPF)",
      authority: "Receita Federal (two digits MOD 11)",
      words: ["cpf", "contribuinte", "cadastro"],
      speaks: "in-layout",
      layouts: ["!999.999.999-99", "999 999 999 99", "9{11}", "999999999-99"],
      check: isCpf,
      power: "every",
      valid: ["111.444.777-35", "CPF [[52998224725]]"],
      invalid: ["111.444.777-36", "111.111.111-11", "52998224725"],
    },
    {
      id: "br-cnpj",
      about: "Brazilian company number (CNPJ)",
      authority: "Receita Federal (two digits MOD 11)",
      words: ["cnpj", "empresa"],
      speaks: "in-layout",
      layouts: ["!99.999.999/9999-99", "9{14}"],
      check: isCnpj,
      power: "every",
      valid: ["11.222.333/0001-81", "CNPJ [[11222333000181]]"],
      invalid: ["11.222.333/0001-82", "11222333000181"],
    },
    {
      id: "br-pis",
      about: "Brazilian worker number (PIS/PASEP/NIS)",
      authority: "Caixa Econômica Federal (MOD 11)",
      words: ["pis", "pasep", "nis", "nit"],
      speaks: "with-words",
      layouts: ["999.99999.99-9", "9{11}"],
      check: (text) =>
        !isRepeated(text) &&
        ((11 - (weighted(text, [3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === valueAt(text, 10),
      power: "most",
      valid: ["PIS [[120.56412.54-5]]"],
      invalid: ["PIS 120.56412.54-6"],
    },
  ],
};
