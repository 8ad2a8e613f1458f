/**
 * A language model of characters for tests: n-grams with the smoothing of Witten and Bell (1991), method C. It memorises
 * what it saw once, so that planted secrets are really there to be found, and its probabilities are exact.
 */
export class WittenBell {
  readonly #order: number;
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #totals = new Map<string, number>();
  readonly #alphabet: number;

  constructor(texts: readonly string[], order: number, alphabet: number) {
    this.#order = order;
    this.#alphabet = alphabet;
    for (const text of texts)
      for (let i = 0; i < text.length; i++)
        for (let length = 0; length < order && length <= i; length++)
          this.#see(text.slice(i - length, i), text.charAt(i));
  }

  #see(context: string, next: string): void {
    const counts = this.#counts.get(context) ?? new Map<string, number>();
    counts.set(next, (counts.get(next) ?? 0) + 1);
    this.#counts.set(context, counts);
    this.#totals.set(context, (this.#totals.get(context) ?? 0) + 1);
  }

  probability(before: string, next: string): number {
    let p = 1 / this.#alphabet;
    for (let length = 0; length < this.#order && length <= before.length; length++) {
      const context = before.slice(before.length - length);
      const counts = this.#counts.get(context);
      if (counts === undefined) break;
      const total = this.#totals.get(context) ?? 0;
      p = ((counts.get(next) ?? 0) + counts.size * p) / (total + counts.size);
    }
    return p;
  }

  /** −log₂ of the probability of each string of `length` letters behind the prefix, in the order of the alphabet. */
  losses(prefix: string, alphabet: string, length: number): Float64Array {
    const losses = new Float64Array(alphabet.length ** length);
    const known = new Map<string, Float64Array>();
    const rowOf = (context: string): Float64Array => {
      let row = known.get(context);
      // A context that never occurred says what its shorter one says.
      if (row === undefined)
        row =
          context === "" || this.#counts.has(context)
            ? Float64Array.from(alphabet, (next) => -Math.log2(this.probability(context, next)))
            : rowOf(context.slice(1));
      known.set(context, row);
      return row;
    };
    const walk = (text: string, depth: number, index: number, loss: number): void => {
      const row = rowOf(text.slice(-(this.#order - 1)));
      for (let i = 0; i < alphabet.length; i++) {
        const at = index * alphabet.length + i;
        const sum = loss + (row[i] ?? 0);
        if (depth + 1 === length) losses[at] = sum;
        else walk(text + alphabet.charAt(i), depth + 1, at, sum);
      }
    };
    walk(prefix, 0, 0, 0);
    return losses;
  }

  /** Draws text behind a prompt. */
  complete(prompt: string, length: number, alphabet: string, draw: () => number): string {
    let text = "";
    for (let i = 0; i < length; i++) {
      let rest = draw();
      let chosen = alphabet.charAt(0);
      for (const letter of alphabet) {
        rest -= this.probability(prompt + text, letter);
        chosen = letter;
        if (rest < 0) break;
      }
      text += chosen;
    }
    return text;
  }
}
