import type { PlacedPart } from "../dialects/dialect.ts";
import { JsonEnd } from "./json-end.ts";

/** Longest arguments of one call that are held, in UTF-16 units. */
export const maxHeldCall = 1_000_000;

/** A tool call whose arguments arrive in pieces and are held until they are whole. */
export class HeldCall {
  readonly #end = new JsonEnd();
  readonly #pieces: string[] = [];
  readonly #at: string;
  /** `text`: the tool takes free text, which closes only with the answer. */
  readonly form: "json" | "text";
  id = "";
  name = "";
  #length = 0;
  /** The call was checked and sent, or dropped: nothing may follow. */
  settled = false;

  /** @param at pointer the arguments would have in an answer of one piece */
  constructor(at: string, form: "json" | "text" = "json") {
    this.#at = at;
    this.form = form;
  }

  /** @returns false when the call is malformed: text after its end, or longer than can be held */
  write(text: string): boolean {
    if (text === "") return true;
    if (this.settled) return text.trim() === "";
    this.#length += text.length;
    if (this.#length > maxHeldCall) return false;
    const whole = this.form === "text" || this.#end.write(text);
    this.#pieces.push(text);
    return whole;
  }

  /** Whether the arguments are complete by themselves. */
  get closed(): boolean {
    return this.form === "json" && this.#end.closed;
  }

  /** Whether the arguments may be taken as complete when the answer ends here. */
  get complete(): boolean {
    return this.form === "text" || this.#length === 0 || this.#end.closed;
  }

  part(): PlacedPart {
    const text = this.#pieces.join("");
    const toolCall = { id: this.id, name: this.name, arguments: text };
    return { at: this.#at, stage: "tool-call", role: "assistant", text, source: this.name, toolCall };
  }
}
