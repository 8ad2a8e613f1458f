import { isRepeated, numberAt, isLuhn } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

/** Issuer ranges by ISO/IEC 7812 as the networks publish them; lengths that only context makes likely are `rare`. */
function network(number: string): "usual" | "rare" | undefined {
  const two = numberAt(number, 0, 2);
  const four = numberAt(number, 0, 4);
  const long = number.length;
  if (number[0] === "4") return long === 16 ? "usual" : long === 13 || long === 19 ? "rare" : undefined;
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return long === 16 ? "usual" : undefined;
  if (two === 34 || two === 37) return long === 15 ? "usual" : undefined;
  if (two === 36 || two === 38 || two === 39 || (four >= 3000 && four <= 3059) || four === 3095)
    return long === 14 ? "usual" : long >= 16 ? "rare" : undefined;
  if (four === 6011 || two === 65 || (four >= 6440 && four <= 6499)) return long === 16 ? "usual" : "rare";
  if (four >= 3528 && four <= 3589) return long === 16 ? "usual" : long > 16 ? "rare" : undefined;
  if (two === 62 || two === 81) return long === 16 ? "usual" : long > 16 ? "rare" : undefined;
  if (four >= 2200 && four <= 2204) return long === 16 ? "usual" : long > 16 ? "rare" : undefined;
  if (two === 50 || (two >= 56 && two <= 58) || two === 60 || two === 63 || two === 67) return "rare";
  return undefined;
}

const isCard =
  (wanted: "usual" | "rare") =>
  (number: string): boolean =>
    network(number) === wanted && isLuhn(number) && !isRepeated(number);
const words = [
  "card",
  "cards",
  "visa",
  "mastercard",
  "amex",
  "credit",
  "debit",
  "pan",
  "carte",
  "tarjeta",
  "kreditkarte",
  "karte",
  "kaart",
  "carta",
  "cartão",
  "kort",
  "karta",
  "карта",
  "карты",
  "kartı",
  "银行卡",
  "信用卡",
  "カード",
  "카드",
];

export const family: IdentifierFamily = {
  of: "Payment cards",
  country: "international",
  identifiers: [
    {
      id: "payment-card",
      about: "Payment card number",
      authority: "ISO/IEC 7812-1 (Luhn) and the networks' issuer ranges",
      words,
      speaks: "always",
      layouts: ["9{14,16}", "9999~9999~9999~9999", "9999~999999~99999", "9999~999999~9999"],
      check: isCard("usual"),
      power: "every",
      valid: [
        "[[4111 1111 1111 1111]]",
        "5555555555554444",
        "3782-822463-10005",
        "6011111111111117",
        "3530111333300000",
        "3056 930902 5904",
        "2223003122003222",
        "card [[4111.1111.1111.1111]]",
      ],
      invalid: ["4111 1111 1111 1112", "1700000000000006", "0000 0000 0000 0000", "4111111111111111@x"],
    },
    {
      id: "payment-card-other-length",
      about: "Payment card number of a rarer length or issuer",
      authority: "ISO/IEC 7812-1 (Luhn) and the networks' issuer ranges",
      words,
      speaks: "with-words",
      layouts: ["9{13,19}", "9999~9999~9999~9999~999", "9999~9999~9999~9999"],
      check: isCard("rare"),
      power: "every",
      valid: ["visa [[4222222222222]]", "Maestro card [[6759649826438453]]"],
      invalid: ["4222222222222", "card 4222222222223"],
    },
  ],
};
