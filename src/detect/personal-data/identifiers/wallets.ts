import { isBase58Check, isMixedCaseAddress, isSegwitAddress } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

const words = ["wallet", "address", "bitcoin", "btc", "eth", "ethereum", "send", "donate", "deposit"];

export const family: IdentifierFamily = {
  of: "Crypto wallets",
  country: "international",
  identifiers: [
    {
      id: "bitcoin-address",
      about: "Bitcoin address",
      authority: "Base58Check (Bitcoin), BIP 173 and BIP 350 (Bech32, Bech32m)",
      words,
      speaks: "always",
      layouts: ["x{26,35}", "x{42}", "x{62}"],
      check: (text) => {
        if (text.length < 40) return (text[0] === "1" || text[0] === "3") && isBase58Check(text);
        return /^(?:bc1[qp]|BC1[QP])/u.test(text) && isSegwitAddress(text);
      },
      power: "every",
      valid: [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
      ],
      invalid: [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "1234567890123456789012345678",
      ],
    },
    {
      id: "ethereum-address",
      about: "Ethereum address",
      authority: "EIP-55 (Keccak-256 in the capitals)",
      words,
      speaks: "in-layout",
      layouts: ["!9xh{40}"],
      check: (text) => text.startsWith("0x") && isMixedCaseAddress(text),
      power: "every",
      unchecked: 0.6,
      valid: [
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "wallet [[0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed]]",
      ],
      invalid: ["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"],
    },
  ],
};
