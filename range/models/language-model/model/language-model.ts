import { openModel, type RuntimeName } from "../../../../src/models/index.ts";
import { seededRandom } from "../../../../src/stats/index.ts";
import { modelFile, readFacts, type Facts } from "../facts.ts";
import { candidateBits } from "./candidates.ts";
import { Characters, newLine } from "./characters.ts";
import { Network } from "./network.ts";
import { choose, likeliest, logProbabilities, type Sampling } from "./sampling.ts";

/** A character that was written or read, with what the model thought of it. */
export interface Told {
  readonly character: string;
  /** Natural logarithm of its probability, before any temperature. */
  readonly logProbability: number;
  /** The likeliest characters at its place, the likeliest first. */
  readonly top: readonly { readonly character: string; readonly logProbability: number }[];
}

export interface Generation extends Sampling {
  /** Default 160. It ends before, where the model ends the line. */
  readonly mostCharacters?: number;
  /** Same prompt, same seed, same text. */
  readonly seed?: string;
  /** So many of the likeliest are told for each character; default 0. */
  readonly tellTop?: number;
}

/** Lines that are scored together. */
const linesAtOnce = 16;

/** The longest text that is read, in characters. */
export const longestText = 2000;

/**
 * The small language model: text on, and what it thinks of a text.
 *
 * @example
 * const model = await openLanguageModel();
 * await model.complete("The access code of the north gate is ", { mostCharacters: 5 });
 * await model.bitsOf(["The tide gauge read 3.14 at 7:20."]);
 */
export class LanguageModel {
  readonly facts: Facts;
  readonly #network: Network;
  readonly #characters: Characters;

  constructor(network: Network, facts: Facts) {
    this.#network = network;
    this.facts = facts;
    this.#characters = new Characters(facts.model.characters);
  }

  /** Goes on with a text, a character at a time; the prompt is the beginning of a line. */
  async *generate(prompt: string, options: Generation = {}): AsyncGenerator<Told, void> {
    const { mostCharacters = 160, tellTop = 0 } = options;
    const random = seededRandom(options.seed ?? "0");
    let { logits, cache } = await this.#network.step(
      [this.#numbers(newLine + this.readable(prompt))],
      this.#network.empty(1),
    );
    for (let i = 0; i < mostCharacters; i++) {
      const last = logits.length / this.#characters.all.length - 1;
      const logs = logProbabilities(logits, last, this.#characters.all.length);
      const number = choose(logs, options, random);
      if (this.#characters.characterOf(number) === newLine) return;
      yield this.#told(number, logs, tellTop);
      ({ logits, cache } = await this.#network.step([[number]], cache));
    }
  }

  /** The same as one text. */
  async complete(prompt: string, options: Generation = {}): Promise<string> {
    let text = "";
    for await (const { character } of this.generate(prompt, options)) text += character;
    return text;
  }

  /** What the model thinks of each character of a line. @throws RangeError for a character it does not know */
  async read(text: string, tellTop = 0): Promise<readonly Told[]> {
    const numbers = this.#numbers(newLine + text);
    if (numbers.length < 2) return [];
    const { logits } = await this.#network.step([numbers.slice(0, -1)], this.#network.empty(1));
    return numbers
      .slice(1)
      .map((number, place) =>
        this.#told(number, logProbabilities(logits, place, this.#characters.all.length), tellTop),
      );
  }

  /**
   * −log₂ of the probability of each text as a line of its own: its perplexity in bits, total, not per character. The less
   * the likelier.
   *
   * @throws RangeError for a character that the model does not know
   */
  async bitsOf(texts: readonly string[]): Promise<Float64Array> {
    const count = this.#characters.all.length;
    const bits = new Float64Array(texts.length);
    const lines = texts.map((text) => this.#numbers(newLine + text + newLine));
    for (let from = 0; from < lines.length; from += linesAtOnce) {
      const rows = lines.slice(from, from + linesAtOnce);
      const longest = Math.max(...rows.map(({ length }) => length)) - 1;
      // What stands behind a line's end is read as well, and told to nobody: nothing looks ahead.
      const padded = rows.map((row) => Array.from({ length: longest }, (_, i) => row[i] ?? row[0] ?? 0));
      const { logits } = await this.#network.step(padded, this.#network.empty(rows.length));
      for (const [r, row] of rows.entries())
        for (let i = 1; i < row.length; i++) {
          const logs = logProbabilities(logits, r * longest + i - 1, count);
          bits[from + r] = (bits[from + r] ?? 0) - (logs[row[i] ?? 0] ?? 0) / Math.LN2;
        }
    }
    return bits;
  }

  /** The same for every string of `length` letters behind the beginning of a line, in the order of the alphabet. */
  candidateBits(before: string, alphabet: string, length: number): Promise<Float64Array> {
    return candidateBits(this.#network, {
      before: this.#numbers(newLine + before),
      letters: this.#numbers(alphabet),
      length,
      characters: this.#characters.all.length,
    });
  }

  /** The text with a question mark for every character that the model does not know. */
  readable(text: string): string {
    return this.#characters.readable(text);
  }

  close(): Promise<void> {
    return this.#network.close();
  }

  #numbers(text: string): number[] {
    if (text.length > longestText + 2)
      throw new RangeError(`the model reads ${longestText} characters, not ${text.length}`);
    return this.#characters.numbersOf(text);
  }

  #told(number: number, logs: Float64Array, tellTop: number): Told {
    const of = (i: number): { character: string; logProbability: number } => ({
      character: this.#characters.characterOf(i),
      logProbability: logs[i] ?? -Infinity,
    });
    return { ...of(number), top: likeliest(logs, tellTop).map(of) };
  }
}

/** Opens the model that lies here. Close it when done. */
export async function openLanguageModel(
  options: { readonly runtime?: RuntimeName } = {},
): Promise<LanguageModel> {
  const facts = readFacts();
  return new LanguageModel(new Network(await openModel(modelFile, options), facts.model), facts);
}
