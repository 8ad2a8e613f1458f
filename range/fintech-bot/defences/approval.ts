import { text, type Call, type ToolContext } from "../tools/tool.ts";
import type { ToolDefence } from "./defence.ts";

/**
 * Level 5. Acts that lower protection or move money in a new way wait for the customer's approval in the
 * app, which shows the real arguments. "Yes" in the chat is not an approval.
 */
export const approvalOutOfBand: ToolDefence = {
  name: "approval",
  check(call, context) {
    const why = whyApproval(call, context);
    return why === undefined
      ? undefined
      : {
          reason: `waits for approval out of band: ${why}`,
          say: "I have sent a request to your NordPay app. Nothing happens until you confirm it there.",
        };
  },
};

function whyApproval({ tool, arguments: args }: Call, { bank, principal }: ToolContext): string | undefined {
  switch (tool) {
    case "add_payee":
      return "a new payee";
    case "raise_limit":
      return "a limit is changed";
    case "unfreeze_card":
      return "a card is unfrozen";
    case "update_contact":
      return "contact data is changed";
    case "open_dispute":
      return bank.transactions.get(text(args, "transaction"))?.confirmed === false
        ? undefined
        : "the payment was confirmed with strong authentication";
    case "transfer": {
      const account = bank.accounts.get(text(args, "from"));
      const payees = bank.customers.get(principal.id)?.payees ?? [];
      if (!payees.some((payee) => payee.account === text(args, "to"))) return "the payee is new";
      return account !== undefined && Number(args["amount"]) * 100 <= account.limit
        ? undefined
        : "above the limit";
    }
    default:
      return undefined;
  }
}
