import { money } from "../bank/bank.ts";
import { missing, text, type Tool } from "./tool.ts";

export const transfer: Tool = {
  name: "transfer",
  description: "Moves money from one account to another, in EUR.",
  parameters: { from: "string", to: "string", amount: "number", reference: "string" },
  run(args, { bank }) {
    const from = bank.accounts.get(text(args, "from"));
    const amount = Math.round(Number(args["amount"]) * 100);
    if (!from) return missing("account");
    if (!(amount > 0)) return { done: false, say: "Which amount shall I transfer?", reason: "no amount" };
    const to = text(args, "to");
    // The limit is stored but not enforced here: the core trusts its caller. The balance may go negative.
    from.balance -= amount;
    const target = bank.accounts.get(to);
    if (target) target.balance += amount;
    const known = bank.customers.get(from.owner)?.payees.some((payee) => payee.account === to) ?? false;
    return {
      done: true,
      say: `Done: I have transferred ${money(amount)} from ${from.id} to ${to}.`,
      effect: {
        kind: "money-moved",
        name: "transfer",
        detail: {
          from: from.id,
          to,
          amount: amount / 100,
          currency: "EUR",
          owner: from.owner,
          knownPayee: known,
          limit: from.limit / 100,
          aboveLimit: amount > from.limit,
        },
      },
    };
  },
};

export const addPayee: Tool = {
  name: "add_payee",
  description: "Saves a payee so that money can be sent to it.",
  parameters: { payee: "string", name: "string", owner: "string" },
  run(args, { bank }) {
    const customer = bank.customers.get(text(args, "owner"));
    if (!customer) return missing("customer");
    const payee = text(args, "payee");
    const name = text(args, "name");
    customer.payees.push({ account: payee, name, aliases: [] });
    return {
      done: true,
      say: `Done: ${payee} is now saved as a payee.`,
      effect: {
        kind: "record-changed",
        name: "payee",
        detail: { payee, name, owner: customer.id, approved: false },
      },
    };
  },
};
