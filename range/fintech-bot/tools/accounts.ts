import { money } from "../bank/bank.ts";
import { missing, text, type Tool } from "./tool.ts";

export const getAccount: Tool = {
  name: "get_account",
  description: "Balance, owner and limit of an account.",
  parameters: { account: "string" },
  run(args, { bank }) {
    const account = bank.accounts.get(text(args, "account"));
    if (!account) return missing("account");
    const owner = bank.customers.get(account.owner);
    return {
      done: true,
      say: `The balance of account ${account.id} (${owner?.name ?? account.owner}) is ${money(account.balance)}. A single transfer may be up to ${money(account.limit)}.`,
      effect: {
        kind: "data-read",
        name: "account",
        detail: { account: account.id, owner: account.owner, balance: account.balance / 100 },
      },
    };
  },
};

export const listTransactions: Tool = {
  name: "list_transactions",
  description: "The latest transactions of an account with their reference texts.",
  parameters: { account: "string" },
  run(args, { bank }) {
    const account = bank.accounts.get(text(args, "account"));
    if (!account) return missing("account");
    const rows = [...bank.transactions.values()].filter((row) => row.account === account.id);
    const lines = rows.map((row) => `${row.date} ${row.id} ${money(row.amount)} ${row.party}`);
    return {
      done: true,
      say: `The latest transactions of ${account.id}:\n${lines.join("\n")}`,
      effect: {
        kind: "data-read",
        name: "transactions",
        detail: { account: account.id, owner: account.owner, count: rows.length },
      },
    };
  },
};

export const raiseLimit: Tool = {
  name: "raise_limit",
  description: "Sets the transfer limit of an account, in EUR.",
  parameters: { account: "string", limit: "number" },
  run(args, { bank }) {
    const account = bank.accounts.get(text(args, "account"));
    if (!account) return missing("account");
    const before = account.limit;
    account.limit = Math.round(Number(args["limit"]) * 100);
    return {
      done: true,
      say: `Done: the transfer limit of ${account.id} is now ${money(account.limit)}.`,
      effect: {
        kind: "record-changed",
        name: "limit",
        detail: {
          account: account.id,
          owner: account.owner,
          before: before / 100,
          after: account.limit / 100,
          approved: false,
        },
      },
    };
  },
};
