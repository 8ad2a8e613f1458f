import type { Bank } from "./bank.ts";

/**
 * Whose a thing is, by any id that appears in a conversation: account, card, dispute, transaction or
 * customer. Undefined when nobody here owns it, as with a stranger's payee account.
 */
export function ownerOf(bank: Bank, id: string): string | undefined {
  const wanted = id.toLowerCase();
  for (const customer of bank.customers.values())
    if (customer.id === wanted || customer.name.toLowerCase() === wanted) return customer.id;
  const upper = id.toUpperCase();
  return (
    bank.accounts.get(upper)?.owner ??
    bank.cards.get(upper)?.owner ??
    bank.disputes.get(upper)?.owner ??
    bank.transactions.get(upper)?.owner
  );
}

/** The account a customer holds; every customer here holds one. */
export function accountOf(bank: Bank, owner: string): string | undefined {
  for (const account of bank.accounts.values()) if (account.owner === owner) return account.id;
  return undefined;
}
