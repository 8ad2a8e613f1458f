import { mod97 } from "../checks/index.ts";
import { fits } from "../layout.ts";
import type { IdentifierFamily } from "../rule.ts";

/** BBAN structure by country, from the SWIFT IBAN registry: `n` digits, `a` capitals, `c` either, with lengths. */
const structures: Readonly<Record<string, string>> = {
  AD: "n8c12",
  AE: "n19",
  AL: "n8c16",
  AT: "n16",
  AZ: "a4c20",
  BA: "n16",
  BE: "n12",
  BG: "a4n6c8",
  BH: "a4c14",
  BI: "n23",
  BR: "n23a1c1",
  BY: "c4n4c16",
  CH: "n5c12",
  CR: "n18",
  CY: "n8c16",
  CZ: "n20",
  DE: "n18",
  DJ: "n23",
  DK: "n14",
  DO: "c4n20",
  EE: "n16",
  EG: "n25",
  ES: "n20",
  FI: "n14",
  FK: "a2n12",
  FO: "n14",
  FR: "n10c11n2",
  GB: "a4n14",
  GE: "a2n16",
  GI: "a4c15",
  GL: "n14",
  GR: "n7c16",
  GT: "c4c20",
  HN: "a4n20",
  HR: "n17",
  HU: "n24",
  IE: "a4n14",
  IL: "n19",
  IQ: "a4n15",
  IS: "n22",
  IT: "a1n10c12",
  JO: "a4n4c18",
  KW: "a4c22",
  KZ: "n3c13",
  LB: "n4c20",
  LC: "a4c24",
  LI: "n5c12",
  LT: "n16",
  LU: "n3c13",
  LV: "a4c13",
  LY: "n21",
  MC: "n10c11n2",
  MD: "c20",
  ME: "n18",
  MK: "n3c10n2",
  MN: "n16",
  MR: "n23",
  MT: "a4n5c18",
  MU: "a4n19a3",
  NI: "a4n20",
  NL: "a4n10",
  NO: "n11",
  OM: "n3c16",
  PK: "a4c16",
  PL: "n24",
  PS: "a4c21",
  PT: "n21",
  QA: "a4c21",
  RO: "a4c16",
  RS: "n18",
  RU: "n14c15",
  SA: "n2c18",
  SC: "a4n20a3",
  SD: "n14",
  SE: "n20",
  SI: "n15",
  SK: "n20",
  SM: "a1n10c12",
  SO: "n19",
  ST: "n21",
  SV: "a4n20",
  TL: "n19",
  TN: "n20",
  TR: "n6c16",
  UA: "n6c19",
  VA: "n18",
  VG: "a4n16",
  XK: "n16",
  YE: "a4n4c18",
};

const compiled = new Map(
  Object.entries(structures).map(([country, structure]) => [
    country,
    structure.replaceAll(/([nac])(\d+)/gu, (_, kind: string, count: string) =>
      ({ n: "9", a: "A", c: "X" })[kind as "n" | "a" | "c"].repeat(Number(count)),
    ),
  ]),
);

/** ISO 13616: structure of the country, then MOD 97-10 with the first four characters behind the others. */
export function isIban(compact: string): boolean {
  const structure = compiled.get(compact.slice(0, 2));
  if (structure === undefined || !fits(compact.slice(4), structure)) return false;
  return mod97(compact.slice(4) + compact.slice(0, 4)) === 1;
}

const lengths = [15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33];
const inFours = (length: number): string => {
  const groups = ["AA99"];
  for (let left = length - 4; left > 0; left -= 4) groups.push("X".repeat(Math.min(4, left)));
  return groups.join("~");
};

export const family: IdentifierFamily = {
  of: "International bank accounts",
  country: "international",
  identifiers: [
    {
      id: "iban",
      about: "International bank account number",
      authority: "ISO 13616 and the SWIFT IBAN registry (MOD 97-10, structure by country)",
      words: ["iban", "account", "konto", "compte", "cuenta", "conto", "rekening", "bank", "счет", "счёт"],
      speaks: "always",
      layouts: ["AA99X{11,29}", ...lengths.map(inFours)],
      check: isIban,
      power: "every",
      valid: [
        "[[GB82 WEST 1234 5698 7654 32]]",
        "DE89370400440532013000",
        "FR14 2004 1010 0505 0001 3M02 606",
        "NL91-ABNA-0417-1643-00",
        "Pay to [[CH9300762011623852957]].",
      ],
      invalid: ["GB82 WEST 1234 5698 7654 33", "ZZ82WEST12345698765432", "DE8937040044053201300"],
    },
  ],
};
