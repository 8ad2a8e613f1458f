import type { Article } from "./article.ts";
import { articles } from "./articles.ts";

/** Words that say nothing about the topic. */
const stop = new Set(
  "a an and are as at be been by can could do does did for from get has have how i if in into is it its just me my of on or our please so than that the their then there these this to up us was we were what when where which who will with would you your not no yes am me tell give show say let one may should again hello hi thanks thank".split(
    " ",
  ),
);

interface Indexed {
  readonly article: Article;
  readonly words: ReadonlyMap<string, number>;
}

/** Lower-case words without the commonest English endings, so that `fees` finds `fee`. */
export function terms(text: string): string[] {
  const found: string[] = [];
  let word = "";
  for (const character of `${text.toLowerCase().normalize("NFKC")} `) {
    if (/[\p{L}\p{N}]/u.test(character)) word += character;
    else if (word !== "") {
      if (!stop.has(word)) found.push(stem(word));
      word = "";
    }
  }
  return found;
}

function stem(word: string): string {
  if (word.length > 5 && word.endsWith("ing")) return word.slice(0, -3);
  if (word.length > 4 && word.endsWith("ed")) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith("s") && !word.endsWith("ss")) return word.slice(0, -1);
  if (word.length > 4 && word.endsWith("e")) return word.slice(0, -1);
  return word;
}

/** A word in `about` or the title counts twice, in the text once. */
function indexed(article: Article): Indexed {
  const words = new Map<string, number>();
  for (const word of terms(article.text)) words.set(word, 1);
  for (const word of terms(`${article.title} ${article.about}`)) words.set(word, 2);
  return { article, words };
}

const index = articles.map(indexed);
const rarity = new Map<string, number>();
for (const { words } of index) for (const word of words.keys()) rarity.set(word, (rarity.get(word) ?? 0) + 1);
const weight = (word: string): number => Math.log(1 + index.length / (rarity.get(word) ?? index.length));

/**
 * The articles that fit a question, best first: each shared word counts by its rarity (inverse document
 * frequency), and a long `about` list is damped. Empty when nothing fits.
 */
export function retrieve(question: string, most = 3): readonly Article[] {
  const asked = new Set(terms(question.slice(0, 4000)));
  const scored = index.map(({ article, words }) => {
    let score = 0;
    for (const word of asked) score += (words.get(word) ?? 0) * weight(word);
    return { article, score: score / Math.sqrt(4 + words.size) };
  });
  return scored
    .filter(({ score }) => score > 0.4)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ article }) => article);
}
