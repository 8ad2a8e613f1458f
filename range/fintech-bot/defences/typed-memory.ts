import { text } from "../tools/tool.ts";
import { meaning, sense } from "../understand/lexicon.ts";
import { tokenize } from "../understand/words.ts";
import type { ToolDefence } from "./defence.ts";

const actsOnMoney = meaning(
  "pay payment payments transfer transfers send confirmation approved approve verification checks limit payee landlord rent zahlung* bestatigung paiement* confirmation betalning* bekraftelse uberweis* vire overfor",
);

/** Level 5. Memory takes preferences; a note about money, checks or an account is refused. */
export const typedMemory: ToolDefence = {
  name: "typed-memory",
  check({ tool, arguments: args }) {
    if (tool !== "remember") return undefined;
    const tokens = tokenize(text(args, "text"));
    const holdsAccount = tokens.some(
      ({ raw, kind }) => /^[A-Z]{2,4}-?\d{3,}/i.test(raw) || kind === "url" || kind === "mail",
    );
    return holdsAccount || sense(tokens).has(actsOnMoney)
      ? { reason: "memory holds preferences only", say: "I only keep preferences, such as your language." }
      : undefined;
  },
};
