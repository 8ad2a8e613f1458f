import { ownerOf } from "../bank/ownership.ts";
import { text } from "../tools/tool.ts";
import type { ToolDefence } from "./defence.ts";

/** The argument of each tool that names whose thing is touched. */
const subject: Readonly<Record<string, string>> = {
  get_account: "account",
  list_transactions: "account",
  transfer: "from",
  raise_limit: "account",
  freeze_card: "card",
  unfreeze_card: "card",
  add_payee: "owner",
  open_dispute: "transaction",
  cancel_dispute: "dispute",
  update_contact: "owner",
  crm_note: "owner",
};

/** Level 5. Whose record is touched is decided by the identity proven at sign-in, not by an argument the model wrote. */
export const ownershipCheck: ToolDefence = {
  name: "ownership",
  check({ tool, arguments: args }, { bank, principal }) {
    const key = subject[tool];
    if (key === undefined) return undefined;
    const owner = ownerOf(bank, text(args, key));
    return owner === principal.id
      ? undefined
      : { reason: `not owned by ${principal.id}`, say: "I can only act on your own account and cards." };
  },
};
