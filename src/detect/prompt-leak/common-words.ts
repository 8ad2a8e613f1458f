import { beginningsOf } from "../words/index.ts";

/** Words that carry little: every English text has them. */
const everywhere = `a an the and or but if then else of to in on at by for from with without about as into
over under is are was were be been being am do does did done have has had will would shall should can could may
might must not no nor so than too very this that these those there here it its he she they them their his her we
our us you your yours i me my what which who whom when where why how all any each every some most more less other
such only own same also just up down out off again once between before after during while because until please
s t re ve ll d m one two three first second new use used using make made get give given go see say said like`;

/** Words that any instruction to an assistant has: alone they tell nothing of this one. */
const inInstructions = `assistant helpful helper friendly polite professional harmless honest ai model language user
users customer customers question questions answer answers answering respond response responses reply replies help
helps task tasks follow following instructions instruction system prompt message messages conversation chat always
never ensure provide information accurate concise clear short brief detailed tone style format output input text
know knowledge unsure sorry ask asked asks clarify need needs based context keep role act tool tools call json
markdown list step steps write example examples document documents data today date current time language english
support agent request requests return include avoid best available necessary appropriate relevant important`;

const hashesOf = (words: string): Set<number> =>
  new Set(words.split(/\s+/u).map((word) => beginningsOf(word).at(-1) ?? 0));

const light = hashesOf(everywhere);
const generic = hashesOf(inInstructions);

/** How much a word of the instructions says when it comes out again: 1 for words that are not in every prompt. */
export function weightOf(hash: number, length: number): number {
  if (light.has(hash)) return 0.1;
  if (generic.has(hash)) return 0.12;
  return length === 1 ? 0.4 : length < 4 ? 0.6 : 1;
}
