import type { GuardedStream, Part } from "../../contracts/index.ts";
import type { Cut, StreamedText } from "../dialects/dialect.ts";
import type { Guarding } from "./guarding.ts";
import { DeadlineError } from "./within.ts";

/** UTF-16 units taken for one token. */
const unitsPerToken = 4;

export interface TextSurroundings {
  readonly guarding: Guarding;
  /** Counts tokens against the budget. */
  readonly spend: (tokens: number) => "continue" | "cut";
  readonly cutting: () => boolean;
  readonly cut: (cut: Cut) => void;
}

/** One streamed text with the guard's stream behind it. Without one, it passes as it is. */
export class GuardedText implements StreamedText {
  readonly #part: Omit<Part, "text">;
  readonly #around: TextSurroundings;
  /** The text as the upstream sent it, for the decision on the whole. */
  readonly #pieces: string[] = [];
  #stream: GuardedStream | undefined;
  #closed = false;
  #ended = false;
  /** Units that are not yet a whole token. */
  #units = 0;

  constructor(part: Omit<Part, "text">, stream: GuardedStream | undefined, around: TextSurroundings) {
    this.#part = part;
    this.#stream = stream;
    this.#around = around;
  }

  write(text: string): string {
    if (this.#closed || this.#ended || text === "" || this.#around.cutting()) return "";
    this.#pieces.push(text);
    this.#units += text.length;
    const tokens = Math.floor(this.#units / unitsPerToken);
    this.#units -= tokens * unitsPerToken;
    if (tokens > 0 && this.#around.spend(tokens) === "cut") {
      this.#around.cut({ kind: "budget", rule: "budget", reason: "The budget is used up." });
      return "";
    }
    return this.#through((stream) => stream.write(text), text);
  }

  end(): string {
    if (this.#closed || this.#ended || this.#around.cutting()) return "";
    this.#ended = true;
    return this.#through((stream) => stream.end(), "");
  }

  /** What is held stays here. */
  close(): void {
    this.#closed = true;
  }

  /** The text so far, as the upstream sent it. */
  part(): Part {
    if (this.#pieces.length > 1) this.#pieces.splice(0, this.#pieces.length, this.#pieces.join(""));
    return { ...this.#part, text: this.#pieces[0] ?? "" };
  }

  #through(step: (stream: GuardedStream) => ReturnType<GuardedStream["write"]>, written: string): string {
    const stream = this.#stream;
    if (stream === undefined) return written;
    const heldBefore = stream.held;
    let release;
    try {
      release = step(stream);
    } catch (error) {
      this.#closed = true;
      if (error instanceof DeadlineError) throw error;
      this.#around.guarding.failed(error);
      // Only with break-glass open: what was held and what came passes as it is.
      this.#closed = false;
      return this.#unguarded(heldBefore + written.length);
    }
    if (release.cut === undefined) return release.text;
    if (this.#around.guarding.letThrough()) return this.#unguarded(heldBefore + written.length);
    this.#around.cut({ kind: "policy", ...release.cut });
    return release.text;
  }

  /** The last units of the text as the upstream sent them; from here on it passes as it is. */
  #unguarded(units: number): string {
    this.#stream = undefined;
    const { text } = this.part();
    return text.slice(text.length - units);
  }
}
