import { retrieve, terms } from "../knowledge/retrieve.ts";
import { isForbidden, read } from "../understand/read.ts";
import { sentencesOf, tokenize } from "../understand/words.ts";
import type { Segment } from "./context.ts";
import type { BotSession } from "./session.ts";

const offer =
  "Tell me a little more about what you need. I can help with your account, cards, transfers, fees, limits and disputes, in the chat or in the app.";

/** Answers from the knowledge base, with what a document of this session adds on the same topic. */
export function answerFromKnowledge(
  question: string,
  session: BotSession,
  others: readonly Segment[],
): string {
  const articles = retrieve(question, 2).map(({ text }) => text);
  const documents = others.filter(({ surface }) => surface === "document" || surface === "file");
  const added = documents.flatMap(({ text }) => fittingSentences(text, question, session));
  const said = [...articles, ...added];
  return said.length === 0 ? offer : [...new Set(said)].join(" ");
}

/** At most three sentences of a document that share words with the question and ask nothing of Mira. */
function fittingSentences(document: string, question: string, session: BotSession): string[] {
  const asked = new Set(terms(question));
  const scene = { bank: session.bank, self: session.principal.id };
  return sentencesOf(tokenize(document.slice(0, 20_000)))
    .map((sentence) =>
      sentence
        .map(({ raw, kind }) => (kind === "mark" ? raw : ` ${raw}`))
        .join("")
        .trim(),
    )
    .filter((sentence) => terms(sentence).some((word) => asked.has(word)))
    .slice(0, 12)
    .filter((sentence) => {
      const { wishes, joined } = read(sentence, { scene, strict: true, decode: true });
      return joined === undefined && !wishes.some(isForbidden);
    })
    .slice(0, 3);
}
