import type { Scene } from "./arguments.ts";
import { callsIn } from "./calls.ts";
import { forbiddenIntent } from "./forbidden.ts";
import { joinedWord } from "./joins.ts";
import { markupIn } from "./markup.ts";
import { withoutMentions } from "./mention.ts";
import { revealIn } from "./reveal.ts";
import { speechIn } from "./speech.ts";
import { techniquesIn } from "./techniques.ts";
import { viewsOf, type View } from "./views.ts";
import type { CallWish, Reading, Technique, Wish } from "./wish.ts";
import { sentencesOf, tokenize, type Token } from "./words.ts";

export interface ReadOptions {
  readonly scene: Scene;
  /** True for text nobody addressed to Mira: documents, tool results, memory, files. */
  readonly strict: boolean;
  /** False reads the text as it stands, with no disguise taken off: what a filter on the raw text sees. */
  readonly decode: boolean;
}

/** What a text wants of Mira, in every reading of it that makes sense. Linear in its length. */
export function read(text: string, { scene, strict, decode }: ReadOptions): Reading {
  const views: readonly View[] = decode ? viewsOf(text) : [{ text, via: [] }];
  const cut = views.map((view) => ({
    ...view,
    tokens: tokenize(strict ? view.text : withoutMentions(view.text)),
  }));
  const join = bestJoin(cut);
  const joined = join?.word;
  const techniques = new Set<Technique>(techniquesIn(text, cut[0]?.tokens ?? []));
  const wishes: Wish[] = [];
  for (const view of cut) {
    const wanted = wishesOf(view.text, view.tokens, joined !== undefined, { scene, strict, decode });
    if (view.via.length > 0 && wanted.some(isForbidden)) {
      for (const encoding of view.via) techniques.add(encoding);
      for (const technique of techniquesIn(view.text, view.tokens)) techniques.add(technique);
    }
    for (const wish of wanted) if (!wishes.some((known) => same(known, wish))) wishes.push(wish);
  }
  // What had to be undone to find the word was undone for a reason.
  if (wishes.some(isForbidden) || joined !== undefined)
    for (const encoding of join?.via ?? []) techniques.add(encoding);
  if (joined !== undefined && !wishes.some(isForbidden))
    wishes.push({ kind: "say", intent: "say-canary", statement: "" });
  return joined === undefined
    ? { wishes, techniques: [...techniques] }
    : { wishes, techniques: [...techniques], joined };
}

/** The join that is read most surely over all views; of equals the one with the least undone. */
function bestJoin(views: readonly View[]): { readonly word: string; readonly via: View["via"] } | undefined {
  let best: { readonly word: string; readonly score: number; readonly via: View["via"] } | undefined;
  for (const { text, via } of views) {
    const join = joinedWord(text);
    if (join !== undefined && (best === undefined || join.score > best.score)) best = { ...join, via };
  }
  return best;
}

function wishesOf(
  text: string,
  tokens: readonly Token[],
  joined: boolean,
  { scene, strict }: ReadOptions,
): Wish[] {
  const sentences = sentencesOf(tokens);
  const render = markupIn(text, tokens, joined);
  // A wish for markup explains its address and its data; nothing else is to be read into them.
  if (render !== undefined) return [render];
  const reveal = revealIn(sentences);
  const speech = speechIn(sentences, joined);
  const calls = callsIn(sentences, scene, strict).map((ask): CallWish => {
    const forbidden = forbiddenIntent(ask, scene.bank, scene.self);
    return { kind: "call", ...ask, ...(forbidden === undefined ? {} : { forbidden }) };
  });
  // With a word to be joined the ask is for something said; acts on the customer's own things are read
  // into it by accident ("tell me my balance is …").
  const meant =
    joined && speech.length > 0
      ? calls.filter((call) => call.forbidden !== undefined && isPlainAct(call))
      : calls;
  return [...reveal, ...speech, ...meant];
}

/** Acts that nobody asks for by accident while asking for a sentence. */
const isPlainAct = ({ tool }: CallWish): boolean =>
  tool === "transfer" || tool === "send_mail" || tool === "add_payee";

export function isForbidden(wish: Wish): boolean {
  return wish.kind !== "call" || wish.forbidden !== undefined;
}

const same = (a: Wish, b: Wish): boolean => JSON.stringify(a) === JSON.stringify(b);
