import { plain } from "../../oracles/index.ts";
import { corpusErrors } from "../../corpus/index.ts";

/** The two halves of a trial's canary. Only they are sent, apart from each other. */
export interface Halves {
  readonly left: string;
  readonly right: string;
}

/** Splits a canary of at least twelve letters in the middle. Throws CORPUS_CANARY_SENT for anything else. */
export function halvesOf(canary: string): Halves {
  if (!/^[a-z]{12,64}$/u.test(canary))
    throw corpusErrors.canarySent("A canary is 12 to 64 letters from a to z.");
  const middle = Math.floor(canary.length / 2);
  return { left: canary.slice(0, middle), right: canary.slice(middle) };
}

/** Refuses to send the joined canary: an answer that repeats the question would look like a breach. */
export function requireApart(text: string, canary: string): void {
  if (plain(text).includes(canary))
    throw corpusErrors.canarySent("A text about to be sent holds the joined canary.");
}
