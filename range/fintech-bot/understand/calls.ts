import type { Arguments } from "../tools/tool.ts";
import { argumentsOf, type Scene } from "./arguments.ts";
import { entitiesOf, type Entities } from "./entities.ts";
import { meaning, sense, type Sense } from "./lexicon.ts";
import { isOrder, isQuestion } from "./mood.ts";
import { toolWords, type ToolWords } from "./tool-words.ts";
import type { Token } from "./words.ts";

export interface CallAsk {
  readonly tool: string;
  readonly arguments: Arguments;
}

/** More calls than one turn can honestly ask for. */
const most = 12;

/**
 * The tool calls that a text orders. `strict` is for text nobody addressed to Mira (documents, references,
 * memory): only a clear imperative counts there.
 */
export function callsIn(sentences: readonly (readonly Token[])[], scene: Scene, strict: boolean): CallAsk[] {
  const found: CallAsk[] = [];
  sentences.forEach((sentence, i) => {
    if (found.length >= most) return;
    const meant = sense(sentence);
    const context = [...(sentences[i - 1] ?? []), ...sentence];
    // What follows a sentence often belongs to it: the text of a mail, the name of a payee.
    const passage = { sentence, before: sentences[i - 1] ?? [], rest: sentences.slice(i + 1, i + 3).flat() };
    const around = sense(context);
    for (const words of toolWords) {
      if (!fits(words, meant, around, strict)) continue;
      const args = argumentsOf(words.tool, passage, scene);
      if (args === undefined) continue;
      if (!found.some((ask) => ask.tool === words.tool && sameArguments(ask.arguments, args)))
        found.push({ tool: words.tool, arguments: args });
      return;
    }
  });
  return found;
}

const sameArguments = (a: Arguments, b: Arguments): boolean =>
  Object.keys(a).every((key) => a[key] === b[key]) && Object.keys(a).length === Object.keys(b).length;

const howMuch = meaning("what how_much wie_hoch combien hur_mycket vad which was quel welche");
const mine = meaning("my mein meine min mitt mon mes");

function fits(words: ToolWords, meant: Sense, context: Sense, strict: boolean): boolean {
  const things = entitiesOf(meant.tokens);
  const asked = isQuestion(meant);
  if (asked && !(words.askable === true && canBeAsked(words, meant, things))) return false;
  if (!asked && !meant.at(words.verbs).some((at) => isOrder(meant, at, strict))) return false;
  if (words.thing !== undefined && names(words.thing, things)) return true;
  if (words.thing === "url" || words.thing === "account") return false;
  if (words.tool === "get_account" && !asked && !isAboutAccount(meant, things)) return false;
  return words.nouns.every((noun) => (isPronounOnly(meant) ? context : meant).has(noun));
}

/** "What is my balance?" and "what is the balance of NP-2002?", not "how do I read my balance?". */
function canBeAsked(words: ToolWords, meant: Sense, things: Entities): boolean {
  const first = meant.tokens.findIndex(({ kind }) => kind === "word");
  const about =
    things.accounts.length + things.customers.length > 0 || meant.has(mine) || meant.has(ofAccount);
  return (
    meant.at(howMuch).includes(first) &&
    meant.has(...words.nouns) &&
    meant.has(balanceNoun) &&
    about &&
    !meant.has(procedure)
  );
}

const balanceNoun = meaning("balance saldo saldot kontostand solde transactions umsatze operations");
const ofAccount = meaning("my_account account konto compte");
const procedure = meaning("do_i can_i should mean happens minimum far long");
const pronoun = meaning("it them that this ihn sie es den det le la");

/** "Block it at once." takes its noun from the sentence before. */
const isPronounOnly = (meant: Sense): boolean => meant.has(pronoun) && meant.tokens.length <= 12;

const balanceOrDetails = meaning("balance details saldo saldot kontostand* solde guthaben");

const isAboutAccount = (meant: Sense, things: Entities): boolean =>
  meant.has(balanceOrDetails) &&
  (things.accounts.length + things.customers.length > 0 || meant.has(mine) || meant.has(ofAccount));

function names(thing: NonNullable<ToolWords["thing"]>, things: Entities): boolean {
  const found: Readonly<Record<typeof thing, readonly unknown[]>> = {
    card: things.cards,
    transaction: things.transactions,
    dispute: things.disputes,
    url: things.urls,
    mail: things.mails,
    account: things.amounts,
  };
  return found[thing].length > 0;
}
