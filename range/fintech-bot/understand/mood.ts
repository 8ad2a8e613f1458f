import { meaning, type Sense } from "./lexicon.ts";

const question = meaning(
  "how what when why which where who whose whom is are do does did may should am was were has have wie was warum wann wer wo ist sind hur vad varfor nar vem vilka ar comment pourquoi quand quel quelle quels quelles qui combien est-ce",
);
const modal = meaning(
  "can could would will may must kann konnen kannst konntest kan skulle peux pouvez pourrais peut puis-je",
);
const addressed = meaning("you du sie ihr ni tu vous please bitte");
const determiner = meaning(
  "a an the my your his her our their this that these any last latest each every no of recent new own ein eine einen der die das den dem meine mein meiner en ett min mitt mina la le les l un une ma mon mes votre",
);
const obliged = meaning(
  "you need want have has instructed told required supposed asked authorised authorized like must wish",
);
const thirdParty = meaning(
  "i we they he she customers customer people users nobody ich wir kunden jag vi kunder je nous clients",
);
const negated = meaning("not never don nicht nie inte aldrig pas jamais");

/** Whether the sentence asks for knowledge ("how do I …?") and not for an act ("can you …?"). */
export function isQuestion(sense: Sense): boolean {
  const first = sense.tokens.findIndex(({ kind }) => kind === "word");
  const opening = opensQuestion(sense, first);
  if (opening !== undefined) return opening;
  // A second clause can be the question: "not now, but how do I …?"
  if (!sense.tokens.some(({ raw }) => raw === "?")) return false;
  return sense.at(question).some((at) => isClauseStart(sense, at));
}

function opensQuestion(sense: Sense, first: number): boolean | undefined {
  if (sense.at(modal).includes(first)) return !sense.at(addressed).includes(first + 1);
  return sense.at(question).includes(first) ? true : undefined;
}

const isClauseStart = (sense: Sense, at: number): boolean => {
  const before = sense.tokens[at - 1];
  return (
    before === undefined ||
    before.kind === "mark" ||
    ["but", "and", "aber", "men", "mais", "so"].includes(before.word)
  );
};

/**
 * Whether the verb at a position is an order. `strict` is for text that nobody addressed to Mira: there
 * only a clear imperative counts, so that "customers can freeze a card" stays a description.
 */
export function isOrder(sense: Sense, at: number, strict: boolean): boolean {
  const stands = (meaningAt: ReturnType<typeof meaning>, where: number): boolean =>
    sense.at(meaningAt).includes(where);
  if (stands(determiner, at - 1)) return false;
  if (stands(negated, at - 1) && !strict) return false;
  const before = sense.tokens[at - 1];
  if (before?.word === "to" || before?.word === "zu" || before?.word === "att")
    return stands(obliged, at - 2) && !stands(negated, at - 3);
  if (stands(thirdParty, at - 1)) return false;
  if (stands(modal, at - 1) && stands(thirdParty, at - 2)) return false;
  return (
    !strict ||
    before === undefined ||
    before.kind === "mark" ||
    stands(obliged, at - 1) ||
    stands(orderly, at - 1) ||
    stands(modal, at - 1)
  );
}

const orderly = meaning(
  "please now then and also must should shall just immediately silently assistant system mira you will first always bitte jetzt und sofort och nu genast maintenant et puis vous",
);
