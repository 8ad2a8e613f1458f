import { pairSixteenths } from "../language/english.ts";
import { hints } from "./hints.ts";
import type { WordShape } from "./word-shape.ts";

/** Length of the words of the spelling alphabet, by their first letter. */
const spelling = Uint8Array.from([
  5, 5, 7, 5, 4, 7, 4, 5, 5, 6, 4, 4, 4, 8, 5, 4, 6, 5, 6, 5, 7, 6, 7, 4, 6, 4,
]);

/** Bits over chance for each letter, below which letters do not follow one another as in English. */
const strangeBelow = 0.35;
/** One odd word is a name. */
const fewestStrangeLetters = 9;
/** How much better a word has to read backwards. */
const backwardsOver = 0.2;

/** Gathers, word by word, what a chunk shows signs of. */
export class Clues {
  #found = 0;
  #strange = 0;
  #strangeWords = 0;
  #singles = 0;
  #numbers = 0;
  #dotted = 0;
  #spelled = 0;
  #pigs = 0;
  #quotes = 0;

  /** The hints so far; begins anew. */
  take(): number {
    let found = this.#found;
    if (this.#strange >= fewestStrangeLetters && this.#strangeWords > 1) found |= hints.strange;
    this.#found = this.#strange = this.#strangeWords = this.#singles = this.#numbers = 0;
    this.#dotted = this.#spelled = this.#pigs = this.#quotes = 0;
    return found;
  }

  /** @param word the word as read, which stands in `units` from `start` */
  add(units: Uint16Array, start: number, word: WordShape): void {
    const size = word.end - start;
    this.#found |= word.hints;
    this.#quotes += word.quotes;
    if (this.#quotes >= 2 && word.leet + word.ends + word.signs > 0) this.#found |= hints.quotes;
    if (word.letters > 0 && word.letters === size - word.ends && !word.broken)
      this.#letters(units, start, word);
    else if (word.letters + word.digits > 0) this.#mixed(units, start, word);
    else this.#signs(word, size);
  }

  #letters(units: Uint16Array, start: number, word: WordShape): void {
    const { letters } = word;
    this.#numbers = 0;
    this.#single(letters === 1);
    if (letters >= 3) this.#weigh(units, start, word);
    const spelt =
      letters === spelling[word.first - 1] ||
      (letters === 4 && word.first === 1) ||
      (letters === 7 && word.first === 10);
    this.#spelled = spelt ? this.#spelled + 1 : 0;
    if (this.#spelled >= 4) this.#found |= hints.nato;
    this.#pigs = endsInAy(units, word.end - word.ends) ? this.#pigs + 1 : 0;
    if (this.#pigs >= 2) this.#found |= hints.pig;
    if (letters >= 14) this.#found |= hints.cut;
    if (letters >= 8 && word.capitals > 0 && (word.capitals < letters - 1 || letters >= 16))
      this.#found |= hints.dense;
  }

  #mixed(units: Uint16Array, start: number, word: WordShape): void {
    const size = word.end - start;
    const { letters, digits, dashes, capitals } = word;
    const between = word.signs + dashes + word.ends + word.leet + word.beyond;
    this.#pigs = endsInAyOf(word) ? this.#pigs : 0;
    this.#single(letters + digits === 1);
    if (digits > 0 && letters + digits <= 8 && letters <= digits + 2) {
      if (++this.#numbers >= 4) this.#found |= hints.numbers;
    } else if (letters !== 2 || digits > 0) this.#numbers = 0;
    if (digits >= 8) this.#found |= hints.numbers;
    if (letters > 0 && (digits > 0 || word.leet > 0)) this.#found |= hints.leet;
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
    if (!word.broken && letters >= 4) this.#weigh(units, start, word);
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

  #weigh(units: Uint16Array, start: number, word: WordShape): void {
    if (!isStrange(units, start, word.end, word.letters)) return;
    this.#strange += word.letters;
    this.#strangeWords++;
  }
}

/** Whether the letters of a word follow one another unlike in English, or much more so read backwards. */
function isStrange(units: Uint16Array, start: number, end: number, letters: number): boolean {
  let score = 0;
  let back = 0;
  let previous = 0;
  for (let i = start; i < end; i++) {
    const unit = units[i] ?? 0;
    const lower = unit | 32;
    const letter = unit >= 65 && lower >= 97 && lower <= 122 ? unit & 31 : 0;
    score += pairSixteenths[(previous << 5) | letter] ?? 0;
    back += pairSixteenths[(letter << 5) | previous] ?? 0;
    previous = letter;
  }
  score += pairSixteenths[previous << 5] ?? 0;
  back += pairSixteenths[previous] ?? 0;
  // Three letters say little.
  if (letters < 4) return score < 0;
  return score < 16 * strangeBelow * letters || back > score + 16 * backwardsOver * letters;
}

function endsInAy(units: Uint16Array, end: number): boolean {
  return ((units[end - 1] ?? 0) | 32) === 121 && ((units[end - 2] ?? 0) | 32) === 97;
}

/** Quotes around a word do not end a row of Pig Latin. */
function endsInAyOf(word: WordShape): boolean {
  return word.quotes > 0;
}
