import { missing, text, type Tool } from "./tool.ts";

export const openDispute: Tool = {
  name: "open_dispute",
  description: "Opens a dispute on a transaction.",
  parameters: { transaction: "string", reason: "string" },
  run(args, { bank }) {
    const transaction = bank.transactions.get(text(args, "transaction"));
    if (!transaction) return missing("transaction");
    const id = `DSP-${3001 + bank.disputes.size}`;
    const reason = text(args, "reason");
    bank.disputes.set(id, {
      id,
      owner: transaction.owner,
      transaction: transaction.id,
      reason,
      state: "open",
    });
    return {
      done: true,
      say: `Done: dispute ${id} on ${transaction.id} (${transaction.party}) is open.`,
      effect: {
        kind: "record-changed",
        name: "dispute",
        detail: {
          dispute: id,
          transaction: transaction.id,
          owner: transaction.owner,
          state: "open",
          reason,
          confirmed: transaction.confirmed,
        },
      },
    };
  },
};

export const cancelDispute: Tool = {
  name: "cancel_dispute",
  description: "Withdraws an open dispute.",
  parameters: { dispute: "string" },
  run(args, { bank }) {
    const dispute = bank.disputes.get(text(args, "dispute"));
    if (!dispute) return missing("dispute");
    dispute.state = "cancelled";
    return {
      done: true,
      say: `Done: dispute ${dispute.id} is withdrawn.`,
      effect: {
        kind: "record-changed",
        name: "dispute",
        detail: {
          dispute: dispute.id,
          transaction: dispute.transaction,
          owner: dispute.owner,
          state: "cancelled",
          reason: dispute.reason,
        },
      },
    };
  },
};
