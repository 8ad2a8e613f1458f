/** Between texts the model writes a new line, and what stands behind one is the beginning of a text. */
export const newLine = "\n";

/** Characters and their numbers. */
export class Characters {
  readonly all: string;
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(all: string) {
    this.all = all;
    this.#numbers = new Map(Array.from(all, (character, i) => [character, i]));
  }

  /** @throws RangeError for a character that the model does not know */
  numbersOf(text: string): number[] {
    return Array.from(text, (character) => {
      const number = this.#numbers.get(character);
      if (number === undefined)
        throw new RangeError(`the model does not know the character ${JSON.stringify(character)}`);
      return number;
    });
  }

  /** The text with a question mark for every character that the model does not know. */
  readable(text: string): string {
    return Array.from(text, (character) => (this.#numbers.has(character) ? character : "?")).join("");
  }

  characterOf(number: number): string {
    return this.all.charAt(number);
  }
}
