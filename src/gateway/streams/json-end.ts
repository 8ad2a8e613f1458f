/**
 * Says when a JSON value that arrives in pieces is complete. Linear in what is written; keeps three numbers.
 * It follows strings and brackets only: whether the text is JSON is for the parser to say.
 */
export class JsonEnd {
  #depth = 0;
  #inString = false;
  #escaped = false;
  #state: "before" | "inside" | "scalar" | "closed" = "before";

  /** Whether an object, array or string that was opened has been closed. A bare number or word never closes by itself. */
  get closed(): boolean {
    return this.#state === "closed";
  }

  /** @returns false when something other than white space follows the end */
  write(text: string): boolean {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (code === 0x5c) this.#escaped = true;
        else if (code === 0x22) {
          this.#inString = false;
          if (this.#depth === 0) this.#state = "closed";
        }
        continue;
      }
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) continue;
      if (this.#state === "closed") return false;
      if (this.#state === "before") this.#state = "inside";
      if (code === 0x22) this.#inString = true;
      else if (code === 0x7b || code === 0x5b) this.#depth += 1;
      else if (code === 0x7d || code === 0x5d) {
        this.#depth -= 1;
        if (this.#depth <= 0) this.#state = "closed";
      } else if (this.#depth === 0) this.#state = "scalar";
    }
    return true;
  }
}
