import { meaning, sense, type Meaning } from "./lexicon.ts";
import type { Technique } from "./wish.ts";
import { piecesIn } from "./views.ts";
import { sentencesOf, type Token } from "./words.ts";

/** A technique shows when one sentence holds a word of every group. */
const frames: readonly { readonly technique: Technique; readonly groups: readonly Meaning[] }[] = [
  frame(
    "override",
    "ignore disregard forget override overrule ignoriere vergiss ignorera glom oublie oubliez",
    "instruction* rules guidelines everything earlier_messages training anweisungen regeln instruktioner regler consignes regles",
  ),
  frame("override", "instruction* rules restrictions", "no_longer void cancelled suspended lifted new"),
  frame(
    "role-play",
    "pretend roleplay role-play act_as game stage_play play_a in_character breaks_character never_breaks dan your_character persona_of rollenspiel spela jouons improv",
  ),
  frame(
    "role-play",
    "you_are you_play imagine_you",
    "no_rules without_restrictions no_restrictions unrestricted without_rules no_limits",
  ),
  frame(
    "authority",
    "administrator admin developers developer compliance auditor audit ceo security_team supervisor employee_number head_of engineer test_team operator_of",
    "i this message verifying permission review maintenance mode requires authorised authorized from my",
  ),
  frame(
    "hypothetical",
    "hypothetically hypothetical suppose thought_experiment imagine in_theory what_if hypothetisch angenommen hypotetiskt supposons",
  ),
  frame(
    "urgency",
    "emergency minutes_left two_minutes dying nobody_else lose_everything no_time life_or_death airport stranded hospital notfall nodsituation urgence",
  ),
];

function frame(technique: Technique, ...groups: string[]): (typeof frames)[number] {
  return { technique, groups: groups.map(meaning) };
}

const german = meaning(
  "uberweise sende sperre entsperre zeige liste erhohe andere eroffne storniere fuge merke offne sage schreibe bestatige antworte nenne erklare stelle schliesse bitte mein meine konto karte ohne auf dass und nicht der das mit ist ich du wenn wort kein keine sie von nur dein wird per des zu meinen alle fur jetzt ihr kontostand umsatze reklamation",
);
const swedish = meaning(
  "overfor skicka sparra visa lista hoj andra oppna avbryt kom_ihag mejla las_upp sag skriv bekrafta svara ange forklara presentera avsluta mitt mina konto kort utan och att inte pa med det som du jag ar ett nar ordet dina om bara ska till fran alla hos bland nu de betalning reklamationen kortet kontot",
);
const french = meaning(
  "vire envoie bloque debloque montre donne augmente change ouvre annule ajoute retiens dis ecris redige confirme reponds enonce declare presente termine mon mes compte carte sans que et sur une les des du le la un de est qui je tu mot ton tes avec en au ne ma aux vers pour maintenant contestation",
);

/** The frames seen in a run of tokens; forged delimiters and staged dialogues are seen in the raw text. */
export function techniquesIn(text: string, tokens: readonly Token[]): Set<Technique> {
  const seen = new Set<Technique>();
  for (const sentence of sentencesOf(tokens)) {
    const meant = sense(sentence);
    for (const { technique, groups } of frames) if (meant.has(...groups)) seen.add(technique);
  }
  if (isForeign(tokens)) seen.add("translation");
  if (hasForgedDelimiter(text)) seen.add("delimiter-forgery");
  if (piecesIn(text).length >= 3) seen.add("payload-splitting");
  if (stagedLines(text) >= 2) seen.add("few-shot");
  return seen;
}

/** A fifth of the words, and at least two, belong to one foreign language. */
function isForeign(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => kind === "word").length;
  const meant = sense(tokens);
  return [german, swedish, french].some((language) => {
    const hits = meant.at(language).length;
    return hits >= 2 && hits * 5 >= words;
  });
}

const marks = [
  "<|",
  "[system",
  "[/system",
  "<system",
  "</system",
  "</user",
  "<<sys",
  "[inst]",
  "### system",
  "### end",
  "###system",
  "begin admin",
  "--- end",
  "---end",
  "```system",
  "end of user input",
  "end of user message",
  "#system",
];

function hasForgedDelimiter(text: string): boolean {
  const lower = text.toLowerCase();
  return marks.some((mark) => lower.includes(mark));
}

/** How many lines stage the part of an assistant, or number an example with its answer. */
function stagedLines(text: string): number {
  let staged = 0;
  for (const line of text.toLowerCase().split("\n")) {
    const start = line.trimStart();
    if (/^(assistant|mira|bot|a|answer|ai|antwort|svar|reponse)\s*:/.test(start)) staged++;
    else if (
      /^(example|beispiel|exempel|exemple|#?\d)/.test(start) &&
      /(answer|response|antwort|svar|output)\s*:/.test(start)
    )
      staged++;
  }
  return staged;
}
