import type { Token } from "./words.ts";

/** The things a sentence names. Ids are upper case, customers lower case. */
export interface Entities {
  readonly accounts: readonly string[];
  readonly cards: readonly string[];
  readonly transactions: readonly string[];
  readonly disputes: readonly string[];
  readonly customers: readonly string[];
  readonly mails: readonly string[];
  readonly urls: readonly string[];
  /** In EUR. */
  readonly amounts: readonly number[];
}

const currency = new Set(["eur", "euro", "euros", "€", "usd", "gbp", "sek"]);

/** Collects ids, mail addresses, web addresses and amounts from a run of tokens. */
export function entitiesOf(tokens: readonly Token[]): Entities {
  const ids = (prefix: string): string[] =>
    tokens.flatMap(({ raw }) =>
      raw.toUpperCase().startsWith(`${prefix}-`) && /\d$/.test(raw) ? [raw.toUpperCase()] : [],
    );
  return {
    accounts: ids("NP"),
    cards: ids("CARD"),
    transactions: ids("TX"),
    disputes: [...ids("D"), ...ids("DSP")],
    customers: customersIn(tokens),
    mails: tokens.filter(({ kind }) => kind === "mail").map(({ raw }) => raw.toLowerCase()),
    urls: tokens.filter(({ kind }) => kind === "url").map(({ raw }) => raw),
    amounts: amountsIn(tokens),
  };
}

function customersIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ word }, at) => {
    if (word.startsWith("cust-")) return [word];
    return tokens[at + 1]?.word === "example" && /^\p{L}+$/u.test(word) ? [`${word} example`] : [];
  });
}

function amountsIn(tokens: readonly Token[]): number[] {
  const withCurrency: number[] = [];
  const bare: number[] = [];
  tokens.forEach(({ raw }, at) => {
    if (!/^\d/.test(raw)) return;
    // "1 000 000": groups of three digits written apart.
    if (/^\d{3}$/.test(raw) && /^\d{1,3}$/.test(tokens[at - 1]?.raw ?? "")) return;
    let digits = raw;
    let next = at + 1;
    // At most four groups, so that a page of numbers is not read again for each of them.
    while (next <= at + 4 && /^\d{1,12}$/.test(digits) && /^\d{3}$/.test(tokens[next]?.raw ?? ""))
      digits += tokens[next++]?.raw ?? "";
    const amount = numberOf(digits);
    if (amount === undefined) return;
    const near = [tokens[at - 1]?.word, tokens[next]?.word];
    (near.some((word) => currency.has(word ?? "")) ? withCurrency : bare).push(amount);
  });
  return [...withCurrency, ...bare];
}

/** `1,000.50`, `1.000,50` and `1000` → a number; undefined for anything else, such as a date. */
function numberOf(text: string): number | undefined {
  if (!/^\d{1,12}(?:[.,]\d+)*$/.test(text)) return undefined;
  const groups = text.split(/[.,]/);
  const last = groups.at(-1) ?? "";
  const cents = groups.length > 1 && last.length !== 3;
  const whole = (cents ? groups.slice(0, -1) : groups).join("");
  const value = Number(cents ? `${whole}.${last}` : whole);
  return Number.isFinite(value) ? value : undefined;
}
