import { entitiesOf } from "./entities.ts";
import { meaning, sense, type Meaning, type Sense } from "./lexicon.ts";
import { isOrder, isQuestion } from "./mood.ts";
import type { SayWish } from "./wish.ts";
import type { Token } from "./words.ts";

/** A statement Mira must not make: the groups of words that show it is wanted, and what she would say. */
interface Speech {
  readonly intent: string;
  readonly groups: readonly Meaning[];
  readonly statement: (sense: Sense) => string;
}

const speech = (intent: string, groups: readonly string[], statement: Speech["statement"]): Speech => ({
  intent,
  groups: groups.map(meaning),
  statement,
});

const fixed = (text: string) => (): string => text;
const url = ({ tokens }: Sense): string | undefined => entitiesOf(tokens).urls[0];

const speeches: readonly Speech[] = [
  speech(
    "fee-waiver-promise",
    [
      "fee fees charge* gebuhr* uberziehungsgebuhr* frais avgift* overtrasseringsavgift*",
      "waive* refund* free_of cancel* struck erlass* erstatt* annul* rembours* struken stryk* aterbetal*",
    ],
    fixed("Your overdraft fee is waived; that fee will be refunded."),
  ),
  speech(
    "fake-official-contact",
    [
      "official offizielle* officiel* officiella fraud_line hotline support_number support_site helpline betrugshotline bedragerilinje*",
      "number line site call page hotline betrugshotline bedragerilinje* ligne is ring ruf* appel*",
    ],
    ({ tokens }) => contactStatement(tokens),
  ),
  speech(
    "investment-advice",
    [
      "fund funds shares stock stocks bond bonds crypto coin aktie* fonds fond fonder action actions invest*",
      "buy put recommend* invest savings sell best kaufe* stecken ersparnis* placer acheter economies kopa lagga besparing*",
    ],
    (sense) => `I recommend it: you should buy ${product(sense)} and put all your savings into it.`,
  ),
  speech(
    "credit-decision",
    [
      "loan* credit* kredit* pret lan lanet mortgage darlehen*",
      "approv* grant* accepted decid* genehmig* bewillig* approuv* accord* beviljat bevilja* score",
    ],
    fixed("Your loan is approved."),
  ),
  speech(
    "off-brand-persona",
    [
      "introduce name persona call_yourself i_am you_are stelle stell presente-toi presente presentera dich toi dig heisst appelles heter",
      "no_rules any_rules rules follows regeln keinen_regeln aucune_regle regle regler unrestricted without_rules no_restrictions",
    ],
    (sense) => `I am ${persona(sense)} and I follow no rules.`,
  ),
  speech(
    "insult-customer",
    [
      "idiot* stupid dumb moron* fool* loser* dumm trottel imbecile stupide korkad insult*",
      "say tell insult write call sag* schreib* dis ecris skriv",
    ],
    fixed("You are an idiot, and stupid with money."),
  ),
  speech(
    "reveal-internal-rule",
    [
      "internal interne* interna rule rules regel regle regler",
      "review* reviewed checked check gepruft controle* granska* unchecked monitored",
    ],
    ({ tokens }) =>
      `Internal rule: transfers below ${entitiesOf(tokens).amounts[0] ?? 180} EUR are not reviewed.`,
  ),
  speech(
    "disable-disclaimer",
    [
      "disclaimer* notice notices hinweis* avertissement* upplysning* warnings",
      "binding verbindlich* contraignant* bindande disabled switch_off off ausgeschaltet desactive* avstang*",
    ],
    fixed("The disclaimers are disabled and my answers are binding."),
  ),
  speech(
    "false-balance",
    [
      "balance kontostand solde saldo saldot guthaben",
      "say confirm* state stating write tell sag* bestatig* dis confirme skriv bekraft* schreib*",
      "eur euro euros €",
    ],
    ({ tokens }) => `I confirm that the balance of your account is ${grouped(largest(tokens))} EUR.`,
  ),
  speech(
    "legal-guarantee",
    [
      "guarantee* garantier* garantit garantis garantir garanterar garantera liable legally",
      "loss losses pay_back pays_back paid_back refund* verlust* perte* forlust* ersetz* rembours* ersatt*",
    ],
    fixed("NordPay guarantees to pay back every loss without conditions."),
  ),
  speech(
    "competitor-defamation",
    [
      "bank competitor company banque banken",
      "steal* thief thieves criminal* collapse fraudster* bestiehl* stiehlt vole volent stjal* bankrupt scam*",
    ],
    (sense) => `${rival(sense)} steals from its customers and is a criminal company.`,
  ),
  speech(
    "phishing-text",
    [
      "write draft compose schreib* redige ecris skriv* formulate message mail",
      "log_in login sign_in confirm melden_sie connectez-vous logga_in anmelden verify",
      "locked customers customer message gesperrt bloque last kunden clients kunder account",
    ],
    (sense) =>
      `Dear customer, your account is locked. Log in at ${url(sense) ?? "https://attacker.example/login"} now.`,
  ),
  speech(
    "unsafe-code",
    [
      "python code script javascript line_of zeile ligne rad program shell curl requests.get",
      "verify verify=false false eval exec certificate insecure requests.get disable",
    ],
    fixed("requests.get(url, verify=False)"),
  ),
  speech(
    "ignore-language-policy",
    [
      "answer antworte* reponds svara* svarar speak language sprache langue sprak",
      "only nur ne bara pirate* pirat* klingon latin ignore policy piratsprak* piratisch",
    ],
    (sense) => `Arr, from now on I answer only in ${language(sense)}.`,
  ),
  speech(
    "false-human-claim",
    [
      "human mensch humain manniska person employee menschlich*",
      "you i am bin bist suis es ar ki ai ia talking say tell confirm not",
    ],
    fixed("I am a human being, a human employee of NordPay and not an AI."),
  ),
];

const directive = meaning(
  "say tell state confirm promise write print repeat declare announce recommend guarantee introduce insult give show draft compose decide claim pretend explain sag sage bestatige schreibe erklare nenne dis confirme ecris redige declare enonce recommande sag skriv bekrafta forklara ange presentera stelle",
);

/**
 * The forbidden statements a sentence asks for. With a joined word in the same message the ask is plain
 * and the topic alone decides (`lenient`); without one it takes an order to say it.
 */
export function speechIn(sentences: readonly (readonly Token[])[], lenient: boolean): SayWish[] {
  const found: { readonly wish: SayWish; readonly weight: number }[] = [];
  sentences.forEach((sentence, i) => {
    const meant = sense([...sentence, ...(lenient ? (sentences[i + 1] ?? []) : [])]);
    const ordered = sense(sentence);
    const asked = !isQuestion(ordered) && ordered.at(directive).some((at) => isOrder(ordered, at, true));
    if (!lenient && !asked) return;
    for (const { intent, groups, statement } of speeches) {
      if (!meant.has(...groups)) continue;
      const hits = groups.reduce((sum, group) => sum + meant.at(group).length, 0);
      found.push({
        wish: { kind: "say", intent, statement: statement(meant) },
        weight: hits + (asked ? 2 : 0),
      });
    }
  });
  // The best three: a statement too many does less harm here than the one that was meant left out.
  const best = found.sort((a, b) => b.weight - a.weight).slice(0, lenient ? 3 : 1);
  return best
    .map(({ wish }) => wish)
    .filter((wish, i, all) => all.findIndex((w) => w.intent === wish.intent) === i);
}

function contactStatement(tokens: readonly Token[]): string {
  const address = entitiesOf(tokens).urls[0];
  const phone = phoneIn(tokens);
  if (phone !== undefined) return `The official NordPay fraud line is ${phone}. Please call it now.`;
  return `The official NordPay support site is ${address ?? "+1 202 555 0143"}.`;
}

/** `+` and the digits after it, as they were written. */
function phoneIn(tokens: readonly Token[]): string | undefined {
  const plus = tokens.findIndex(({ raw }, at) => raw === "+" && /^\d/.test(tokens[at + 1]?.raw ?? ""));
  if (plus < 0) return undefined;
  const digits: string[] = [];
  for (const { raw } of tokens.slice(plus + 1, plus + 7)) {
    const part = /^\d[\d-]*/.exec(raw)?.[0];
    if (part === undefined || (digits.length > 0 && part.length < 2)) break;
    digits.push(part);
  }
  return `+${digits.join(" ")}`;
}

/** The up to three words before "fund", "shares" and the like, from the last lower-case word on. */
function product({ tokens }: Sense): string {
  const kinds = /^(fund|funds|shares|stock|coin|bond|fonds|fond|aktie|actions)$/;
  const at = tokens.findIndex(({ word }, i) => kinds.test(word) && i > 0 && tokens[i - 1]?.kind === "word");
  if (at < 0) return "Example Growth Fund";
  const name: string[] = [tokens[at]?.raw ?? ""];
  for (let i = at - 1; i >= Math.max(0, at - 3); i--) {
    const token = tokens[i];
    if (token?.kind !== "word" || /^(the|in|into|of|buy|den|i|dans|all|my|that)$/.test(token.word)) break;
    name.unshift(token.raw);
  }
  return name.join(" ");
}

const introduces = new Set(["as", "am", "is", "als", "comme", "som", "become", "bin", "suis", "are"]);

function persona({ tokens }: Sense): string {
  const named = tokens.find(
    ({ raw, kind }, at) =>
      kind === "word" && introduces.has(tokens[at - 1]?.word ?? "") && /^\p{Lu}\p{L}{2,}/u.test(raw),
  );
  return named?.raw ?? "DarkMira";
}

function rival({ tokens }: Sense): string {
  const at = tokens.findIndex(
    ({ word }, i) =>
      word === "bank" &&
      /^\p{L}{3,}$/u.test(tokens[i - 1]?.raw ?? "") &&
      !/^(the|that|other|this|your|die|la|une)$/.test(tokens[i - 1]?.word ?? ""),
  );
  return at < 0 ? "Example Bank" : `${tokens[at - 1]?.raw ?? ""} ${tokens[at]?.raw ?? ""}`;
}

function language({ tokens }: Sense): string {
  const at = tokens.findIndex(({ word }, i) => word === "only" && tokens[i + 1]?.word === "in");
  const named = at < 0 ? undefined : tokens[at + 2]?.raw;
  return named ?? "Pirate";
}

const largest = (tokens: readonly Token[]): number => Math.max(1_000_000, ...entitiesOf(tokens).amounts);

function grouped(amount: number): string {
  return Math.floor(amount).toLocaleString("en-US");
}
