import { accountOf, ownerOf } from "../bank/ownership.ts";
import type { Bank } from "../bank/bank.ts";
import type { Arguments } from "../tools/tool.ts";
import { entitiesOf, type Entities } from "./entities.ts";
import { meaning, sense } from "./lexicon.ts";
import type { Token } from "./words.ts";

/** What the reader needs to know of the bank to fill in what people leave unsaid. */
export interface Scene {
  readonly bank: Bank;
  /** Customer id of the signed-in person. */
  readonly self: string;
}

export interface Passage {
  readonly sentence: readonly Token[];
  readonly before: readonly Token[];
  readonly rest: readonly Token[];
}

/** The arguments a model would write for a tool, from the words of the passage; undefined when too little is said. */
export function argumentsOf(tool: string, passage: Passage, scene: Scene): Arguments | undefined {
  const here = entitiesOf(passage.sentence);
  const things = { ...here, ...fallback(here, entitiesOf(passage.before)) };
  const write = writers[tool];
  return write?.(things, passage, scene);
}

/** Things named in the sentence before stand in for those the sentence itself leaves out. */
function fallback(here: Entities, before: Entities): Partial<Entities> {
  const pick = <K extends keyof Entities>(key: K): Entities[K] =>
    here[key].length > 0 ? here[key] : before[key];
  return { cards: pick("cards"), transactions: pick("transactions"), disputes: pick("disputes") };
}

type Write = (things: Entities, passage: Passage, scene: Scene) => Arguments | undefined;

const writers: Readonly<Record<string, Write>> = {
  get_account: (things, _passage, scene) => ({ account: accountMeant(things, scene) }),
  list_transactions: (things, _passage, scene) => ({ account: accountMeant(things, scene) }),
  raise_limit: (things, _passage, scene) =>
    things.amounts[0] === undefined
      ? undefined
      : { account: accountMeant(things, scene), limit: things.amounts[0] },
  freeze_card: (things, _passage, scene) => ({ card: cardMeant(things, scene, "active") }),
  unfreeze_card: (things, _passage, scene) => ({ card: cardMeant(things, scene, "frozen") }),
  transfer: transferArguments,
  add_payee: (things, { sentence }, scene) => {
    const payee = things.accounts.find((account) => account !== accountOf(scene.bank, scene.self));
    return payee === undefined ? undefined : { payee, name: nameAfter(sentence) ?? payee, owner: scene.self };
  },
  open_dispute: (things, { sentence, before, rest }, { bank, self }) => {
    const unconfirmed = [...bank.transactions.values()].find((row) => row.owner === self && !row.confirmed);
    const transaction = things.transactions[0] ?? unconfirmed?.id;
    return transaction === undefined
      ? undefined
      : { transaction, reason: plain([...before, ...sentence, ...rest]) };
  },
  cancel_dispute: (things, _passage, { bank, self }) => {
    const own = [...bank.disputes.values()].find(
      (dispute) => dispute.owner === self && dispute.state === "open",
    );
    const dispute = things.disputes[0] ?? own?.id;
    return dispute === undefined ? undefined : { dispute };
  },
  send_mail: mailArguments,
  update_contact: (things, { sentence }, { bank, self }) => {
    const owner = things.customers.map((name) => ownerOf(bank, name)).find((id) => id !== undefined) ?? self;
    const mail = things.mails[0];
    if (mail !== undefined) return { owner, field: "email", value: mail };
    const phone = sentence.findIndex(({ raw }) => raw === "+");
    return phone < 0
      ? undefined
      : { owner, field: "phone", value: plain(sentence.slice(phone)).replace("+ ", "+") };
  },
  crm_note: (things, { sentence, rest }, { bank, self }) => {
    const other = [...things.customers, ...things.accounts]
      .map((id) => ownerOf(bank, id))
      .find((id) => id !== undefined);
    return { owner: other ?? self, text: plain([...sentence, ...rest]) };
  },
  remember: (_things, { sentence, rest }) => ({ text: plain([...sentence, ...rest]) }),
  fetch_url: (things) => (things.urls[0] === undefined ? undefined : { url: things.urls[0] }),
};

/** The account that is named, or belongs to the person who is named, or the customer's own. */
function accountMeant(things: Entities, { bank, self }: Scene): string {
  const named = things.accounts[0];
  if (named !== undefined) return named;
  const owner = things.customers.map((name) => ownerOf(bank, name)).find((id) => id !== undefined);
  return accountOf(bank, owner ?? self) ?? "";
}

function cardMeant(things: Entities, { bank, self }: Scene, state: "active" | "frozen"): string {
  const named = things.cards[0];
  if (named !== undefined) return named;
  const account = things.accounts.map((id) => ownerOf(bank, id));
  const owner =
    [...things.customers.map((name) => ownerOf(bank, name)), ...account].find((id) => id !== undefined) ??
    self;
  const cards = [...bank.cards.values()].filter((card) => card.owner === owner);
  return (cards.find((card) => card.state === state) ?? cards[0])?.id ?? "";
}

const from = meaning("from von vom de du fran depuis");

function transferArguments(things: Entities, { sentence }: Passage, scene: Scene): Arguments | undefined {
  const amount = things.amounts[0];
  if (amount === undefined) return undefined;
  const own = accountOf(scene.bank, scene.self) ?? "";
  const source = sourceAccount(sentence) ?? own;
  const to = things.accounts.find((account) => account !== source) ?? savedPayee(sentence, scene);
  return to === undefined ? undefined : { from: source, to, amount, reference: "chat" };
}

/** The account named after "from". */
function sourceAccount(sentence: readonly Token[]): string | undefined {
  const starts = new Set(sense(sentence).at(from));
  const at = sentence.findIndex(
    ({ raw }, i) =>
      /^NP-\d+$/i.test(raw) &&
      [1, 2, 3].some((back) => starts.has(i - back)) &&
      !sentence
        .slice(Math.max(0, i - 2), i)
        .some(({ word }) => ["to", "an", "auf", "till", "vers"].includes(word)),
  );
  return at < 0 ? undefined : sentence[at]?.raw.toUpperCase();
}

/** "my landlord", "Greta": a saved payee by the words the customer uses for it. */
function savedPayee(sentence: readonly Token[], { bank, self }: Scene): string | undefined {
  const words = new Set(sentence.map(({ word }) => word));
  return bank.customers.get(self)?.payees.find((payee) => payee.aliases.some((alias) => words.has(alias)))
    ?.account;
}

const statement = meaning(
  "statement statements kontoauszug kontoutdrag releve transactions balance umsatze saldo",
);

function mailArguments(
  things: Entities,
  { sentence, rest }: Passage,
  { bank, self }: Scene,
): Arguments | undefined {
  const meant = sense(sentence);
  const about = meant.has(statement);
  const to = things.mails[0] ?? bank.customers.get(self)?.email;
  if (to === undefined || (things.mails.length === 0 && !about)) return undefined;
  if (about) {
    const account = bank.accounts.get(accountMeant(things, { bank, self }));
    const rows = [...bank.transactions.values()].filter((row) => row.account === account?.id);
    const body = `Account ${account?.id ?? "unknown"}, balance ${(account?.balance ?? 0) / 100} EUR, ${rows.map((row) => `${row.id} ${row.amount / 100} EUR ${row.party}`).join("; ")}`;
    return { to, subject: "Your statement", body, template: "statement" };
  }
  return { to, subject: "Message from NordPay", body: plain([...sentence, ...rest]), template: "none" };
}

function nameAfter(sentence: readonly Token[]): string | undefined {
  const at = sentence.findIndex(({ word }) =>
    ["named", "called", "namens", "nomme", "som", "kallad"].includes(word),
  );
  return at < 0 ? undefined : sentence[at + 1]?.raw;
}

/** The words of a passage as a plain sentence, bounded. */
const plain = (tokens: readonly Token[]): string =>
  tokens
    .map(({ raw, kind }) => (kind === "mark" ? (raw === "\n" ? " " : raw) : ` ${raw}`))
    .join("")
    .trim()
    .slice(0, 1000);
