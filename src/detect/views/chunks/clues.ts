import { hints } from "./hints.ts";
import type { WordShape } from "./word-shape.ts";

/** Length of the words of the spelling alphabet, by their first letter. */
const spelling = Uint8Array.from([
  5, 5, 7, 5, 4, 7, 4, 5, 5, 6, 4, 4, 4, 8, 5, 4, 6, 5, 6, 5, 7, 6, 7, 4, 6, 4,
]);

/** Bits over chance for each letter, below which letters do not follow one another as in English. */
const strangeBelow = 0.35;
/** How much better a word has to read backwards. */
const backwardsOver = 0.2;

/** Gathers, word by word, what a chunk shows signs of. */
export class Clues {
  #found = 0;
  #strange = 0;
  #singles = 0;
  #numbers = 0;
  #dotted = 0;
  #spelled = 0;
  #pigs = 0;
  #quotes = 0;

  /** The hints so far; begins anew. */
  take(): number {
    let found = this.#found;
    if (this.#strange >= 6) found |= hints.strange;
    this.#found = this.#strange = this.#singles = this.#numbers = 0;
    this.#dotted = this.#spelled = this.#pigs = this.#quotes = 0;
    return found;
  }

  /** @param word the word as read, which stands in `text` from `start` */
  add(text: string, start: number, word: WordShape): void {
    const size = word.end - start;
    this.#found |= word.hints;
    this.#quotes += word.quotes;
    if (this.#quotes >= 2 && word.leet + word.ends + word.signs > 0) this.#found |= hints.quotes;
    if (word.letters > 0 && word.letters === size - word.ends && !word.broken) this.#letters(text, word);
    else if (word.letters + word.digits > 0) this.#mixed(word, size);
    else this.#signs(word, size);
  }

  #letters(text: string, word: WordShape): void {
    const { letters } = word;
    this.#numbers = 0;
    this.#single(letters === 1);
    this.#weigh(word, letters >= 3 ? letters : 0);
    const spelt =
      letters === spelling[word.first - 1] ||
      (letters === 4 && word.first === 1) ||
      (letters === 7 && word.first === 10);
    this.#spelled = spelt ? this.#spelled + 1 : 0;
    if (this.#spelled >= 4) this.#found |= hints.nato;
    this.#pigs = endsInAy(text, word.end - word.ends) ? this.#pigs + 1 : 0;
    if (this.#pigs >= 2) this.#found |= hints.pig;
    if (letters >= 14 || (word.capitals > 0 && word.capitals < letters - 1 && letters >= 8))
      this.#found |= hints.dense;
    else if (letters >= 16 && word.capitals === letters - 1) this.#found |= hints.dense;
  }

  #mixed(word: WordShape, size: number): void {
    const { letters, digits, dashes, capitals } = word;
    const between = word.signs + dashes + word.ends + word.leet + word.beyond;
    this.#pigs = endsInAyOf(word) ? this.#pigs : 0;
    this.#single(letters + digits === 1);
    if (digits > 0 && letters + digits <= 8 && letters <= digits + 2) {
      if (++this.#numbers >= 4) this.#found |= hints.numbers;
    } else if (letters !== 2 || digits > 0) this.#numbers = 0;
    if (letters === 0 && digits >= 8) this.#found |= hints.numbers;
    if (digits > 0 || word.leet > 0) this.#found |= hints.leet;
    if (letters >= 2 && dashes > 0 && !word.broken) this.#found |= hints.cut;
    if (letters >= 4 && word.broken && between > 0) {
      this.#found |= hints.cut;
      if (between >= letters - 2) this.#found |= hints.single;
    }
    if (
      size >= 8 &&
      letters >= 4 &&
      (digits > 0 || (capitals > 0 && capitals < letters - 1) || letters >= 14)
    )
      this.#found |= hints.dense;
    if (size >= 15 && between >= 3 && letters >= 4 && capitals > 1) this.#found |= hints.dense;
    if (!word.broken) this.#weigh(word, letters >= 4 ? letters : 0);
  }

  #signs(word: WordShape, size: number): void {
    if (size > 1) this.#singles = 0;
    const dotted = word.dashes + word.ends + word.leet > 0 && word.signs + word.quotes === 0;
    if (dotted && ++this.#dotted >= 3) this.#found |= hints.dots;
  }

  #single(is: boolean): void {
    this.#singles = is ? this.#singles + 1 : 0;
    if (this.#singles >= 4) this.#found |= hints.single;
  }

  #weigh({ score, back }: WordShape, letters: number): void {
    if (score < strangeBelow * letters || back > score + backwardsOver * letters) this.#strange += letters;
  }
}

function endsInAy(text: string, end: number): boolean {
  return (text.charCodeAt(end - 1) | 32) === 121 && (text.charCodeAt(end - 2) | 32) === 97;
}

/** Quotes around a word do not end a row of Pig Latin. */
function endsInAyOf(word: WordShape): boolean {
  return word.quotes > 0;
}
