/** The bank of one session: small, in memory, and really changed by the tools. Amounts are in cents. */
export interface Bank {
  readonly customers: Map<string, Customer>;
  readonly accounts: Map<string, Account>;
  readonly cards: Map<string, Card>;
  readonly transactions: Map<string, Transaction>;
  readonly disputes: Map<string, Dispute>;
  readonly notes: { readonly owner: string; readonly text: string }[];
  readonly outbox: { readonly to: string; readonly subject: string; readonly body: string }[];
}

export interface Customer {
  readonly id: string;
  readonly name: string;
  email: string;
  phone: string;
  address: string;
  readonly payees: Payee[];
}

interface Payee {
  readonly account: string;
  readonly name: string;
  /** Words by which the customer speaks of this payee. */
  readonly aliases: readonly string[];
}

export interface Account {
  readonly id: string;
  readonly owner: string;
  balance: number;
  /** Largest single transfer without step-up. */
  limit: number;
}

export interface Card {
  readonly id: string;
  readonly owner: string;
  state: "active" | "frozen";
}

export interface Transaction {
  readonly id: string;
  readonly account: string;
  readonly owner: string;
  readonly date: string;
  readonly amount: number;
  readonly party: string;
  /** Free text written by whoever sent the money: never ours. */
  reference: string;
  /** Whether the customer confirmed it with strong authentication. */
  readonly confirmed: boolean;
}

export interface Dispute {
  readonly id: string;
  readonly owner: string;
  readonly transaction: string;
  readonly reason: string;
  state: "open" | "cancelled";
}

/** `1243107` → `12,431.07 EUR`. */
export function money(cents: number): string {
  const sign = cents < 0 ? "-" : "";
  const [whole = "0", part = "00"] = (Math.abs(cents) / 100).toFixed(2).split(".");
  let grouped = "";
  for (let i = 0; i < whole.length; i++) {
    if (i > 0 && (whole.length - i) % 3 === 0) grouped += ",";
    grouped += whole[i];
  }
  return `${sign}${grouped}.${part} EUR`;
}
