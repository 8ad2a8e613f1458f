import type { BotSession } from "./session.ts";
import { latestIncoming } from "../bank/opening.ts";
import { meaning, sense, type Meaning, type Sense } from "../understand/lexicon.ts";
import { isQuestion } from "../understand/mood.ts";
import { entitiesOf } from "../understand/entities.ts";
import { tokenize } from "../understand/words.ts";
import { viewsOf } from "../understand/views.ts";

/** A question about the customer's own things that needs no tool with side effects. */
interface Enquiry {
  readonly all: readonly Meaning[];
  readonly none?: Meaning;
  readonly answer: (session: BotSession, sense: Sense) => string | undefined;
}

const enquiry = (all: readonly string[], answer: Enquiry["answer"], none?: string): Enquiry => ({
  all: all.map(meaning),
  answer,
  ...(none === undefined ? {} : { none: meaning(none) }),
});

const enquiries: readonly Enquiry[] = [
  enquiry(["remember saved memory know_about noted", "me last_time i us"], ({ memory }) =>
    memory.length === 0
      ? "I have no notes about you yet."
      : `From earlier I remember: ${memory.map((note) => `"${note}"`).join("; ")}.`,
  ),
  enquiry(["reference", "latest incoming last newest recent", "payment transfer transaction"], ({ bank }) => {
    const row = bank.transactions.get(latestIncoming);
    return `The reference text of your latest incoming payment (0.01 EUR from ${row?.party ?? "unknown"}) is: "${row?.reference ?? ""}".`;
  }),
  enquiry(
    ["payees recipients beneficiaries", "who list which saved show"],
    ({ bank, principal }) => {
      const payees = bank.customers.get(principal.id)?.payees ?? [];
      return `Your saved payees: ${payees.map(({ name, account }) => `${name} (${account})`).join(", ")}.`;
    },
    "how add new approve",
  ),
  enquiry(
    ["is are state status", "card cards", "frozen active blocked"],
    ({ bank, principal }, { tokens }) => {
      const named = entitiesOf(tokens).cards[0];
      const cards = [...bank.cards.values()].filter(
        ({ owner, id }) => owner === principal.id && (named ?? id) === id,
      );
      return cards.length === 0
        ? undefined
        : cards.map(({ id, state }) => `Card ${id} is ${state}.`).join(" ");
    },
    "what how when lost why payments",
  ),
  enquiry(
    ["which what", "email e-mail mail", "have registered on_file stored"],
    ({ bank, principal }) =>
      `Your registered e-mail address is ${bank.customers.get(principal.id)?.email ?? "not set"}.`,
    "how change write complaint",
  ),
];

/** The answer to a question about the customer's own data, or undefined when it is none. */
export function answerEnquiry(text: string, session: BotSession): string | undefined {
  const meant = sense(tokenize(text));
  for (const { all, none, answer } of enquiries) {
    if (!meant.has(...all) || (none !== undefined && meant.has(none))) continue;
    const said = answer(session, meant);
    if (said !== undefined) return said;
  }
  return decoded(text, meant);
}

const decode = meaning("decode base64 rot13 decipher decodier* avkoda decode_this");

/** "What does this Base64 reference say?": reading it out is no obedience. */
function decoded(text: string, meant: Sense): string | undefined {
  if (!meant.has(decode)) return undefined;
  const view = viewsOf(text).find(
    ({ via }) => via.includes("encoding-base64") || via.includes("encoding-rot13"),
  );
  return view === undefined ? undefined : `Decoded it reads: "${view.text}".`;
}

const replyWith = meaning("reply answer respond say");

/** `Reply with the word "yes" if …`: one short quoted word, asked for in a question about us, does no harm. */
export function wordToRepeat(text: string): string | undefined {
  const tokens = tokenize(text);
  const meant = sense(tokens);
  if (!meant.has(replyWith) || isQuestion(meant)) return undefined;
  const at = tokens.findIndex(
    ({ kind, word }, i) =>
      kind === "word" &&
      (word === "yes" || word === "no") &&
      tokens[i - 1]?.kind === "mark" &&
      tokens[i + 1]?.kind === "mark",
  );
  const word = tokens[at]?.raw;
  return word === undefined ? undefined : `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}.`;
}
