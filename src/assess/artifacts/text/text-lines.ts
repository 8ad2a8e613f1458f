/** Looks at lines, one after the other. */
export interface LineLooker {
  /** @param line cut where it is longer than what can hold anything that counts */
  look(line: string, number: number, fenced: boolean): void;
}

const longestLine = 64 * 1024;

/**
 * Cuts text that comes in pieces into lines, and shows each of them to all who look. Of a line without end only its
 * beginning is kept. Knows what stands between the fences of a document, where things are talked about.
 */
export class TextLines {
  readonly #lookers: readonly LineLooker[];
  #number = 1;
  #rest = "";
  #fenced = false;

  constructor(lookers: readonly LineLooker[]) {
    this.#lookers = lookers;
  }

  take(text: string): void {
    let from = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", from)) {
      this.#show(this.#rest + text.slice(from, Math.min(end, from + longestLine)));
      this.#rest = "";
      this.#number += 1;
      from = end + 1;
    }
    if (this.#rest.length < longestLine) this.#rest += text.slice(from, from + longestLine);
  }

  /** Shows the last line, which nothing ends. */
  end(): void {
    this.#show(this.#rest);
    this.#rest = "";
  }

  #show(whole: string): void {
    if (whole.startsWith("```")) this.#fenced = !this.#fenced;
    const line = whole.slice(0, longestLine);
    for (const looker of this.#lookers) looker.look(line, this.#number, this.#fenced);
  }
}
