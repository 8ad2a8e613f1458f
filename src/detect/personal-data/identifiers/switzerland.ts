import { weighted } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Switzerland",
  country: "CH",
  identifiers: [
    {
      id: "ch-ahv",
      about: "Swiss social insurance number (AHV/AVS)",
      authority: "Zentrale Ausgleichsstelle (756, EAN-13)",
      words: ["ahv", "avs", "avs-nummer", "navs"],
      speaks: "always",
      layouts: ["999.9999.9999.99", "999 9999 9999 99", "9{13}"],
      check: (text) =>
        text.startsWith("756") && weighted(text, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
      power: "every",
      valid: ["756.9217.0769.85", "AHV [[7569217076985]]"],
      invalid: ["756.9217.0769.86", "757.9217.0769.85"],
    },
  ],
};
