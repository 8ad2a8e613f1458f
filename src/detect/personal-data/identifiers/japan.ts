import { isRepeated, valueAt, weighted } from "../checks/index.ts";
import type { IdentifierFamily } from "../rule.ts";

export const family: IdentifierFamily = {
  of: "Japan",
  country: "JP",
  identifiers: [
    {
      id: "jp-my-number",
      about: "Japanese individual number (My Number)",
      authority: "総務省令第85号 (MOD 11)",
      words: ["マイナンバー", "個人番号", "my number", "mynumber"],
      speaks: "with-words",
      layouts: ["9{12}", "9999~9999~9999"],
      check: (text) => {
        const rest = weighted(text, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
        return (rest < 2 ? 0 : 11 - rest) === valueAt(text, 11) && !isRepeated(text);
      },
      power: "most",
      valid: ["マイナンバー [[123456789018]]", "My Number: [[1234 5678 9018]]"],
      invalid: ["マイナンバー 123456789019", "123456789018"],
    },
    {
      id: "jp-corporate-number",
      about: "Japanese corporate number",
      authority: "国税庁 (MOD 9)",
      words: ["法人番号", "corporate number", "houjin"],
      speaks: "with-words",
      layouts: ["9{13}"],
      check: (text) => 9 - (weighted(text, [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], 1) % 9) === valueAt(text, 0),
      power: "most",
      valid: ["法人番号 [[7000012050002]]"],
      invalid: ["法人番号 8000012050002", "7000012050002"],
    },
  ],
};
