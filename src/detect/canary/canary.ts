/** A canary that was planted in a session, ready to be looked for. */
export interface Canary {
  /** Letters and digits in small letters. */
  readonly letters: string;
  readonly codes: Uint16Array;
  /** The same, last letter first. */
  readonly turned: Uint16Array;
  /** As it reads inside encodings of bytes. */
  readonly encoded: readonly string[];
}
