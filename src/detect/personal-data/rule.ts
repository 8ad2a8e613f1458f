/**
 * When a rule may speak:
 * - `always`: the check and the structure leave hardly anything else (payment card, IBAN).
 * - `in-layout`: alone in a layout marked `!`, with words that announce it in the others.
 * - `with-words`: only where words in the 40 units before announce it. One check digit passes every tenth number.
 */
export type Speaks = "always" | "in-layout" | "with-words";

/** What any rule says of itself. */
export interface PersonalDataRule {
  /** Kebab-case, unique; the `rule` of the signal. */
  readonly id: string;
  /** What it is, as a noun phrase: `Swedish personal number (personnummer)`. */
  readonly about: string;
  /** Who issues it or defines its check. */
  readonly authority: string;
  /**
   * Words that announce it: one word, or two separated by one character, in any case. Words of scripts
   * that do not separate words (Chinese, Japanese, Thai, Korean) are looked for as they stand.
   */
  readonly words: readonly string[];
}

/** A number or code of fixed layouts. */
export interface Identifier extends PersonalDataRule {
  readonly speaks: Speaks;
  /**
   * How it is written. `9` a digit, `A` a capital, `X` a digit or capital, `x` a digit or letter, `h` a hex
   * digit; ` `, `-`, `.`, `/`, `:`, `(` themselves; `~` stands for a blank, a hyphen or a full stop, the same one
   * throughout. `9{7,9}` repeats. A leading `!` marks a layout that is rarely anything else.
   */
  readonly layouts: readonly string[];
  /**
   * Checksum or structure of the characters without separators: true passed, false it is something else,
   * undefined cannot tell.
   */
  readonly check?: (compact: string) => boolean | undefined;
  /**
   * What the check notices of one wrong digit: `every` one, `most` (at least four of five), or only
   * `some`, by its structure. Proven at build.
   */
  readonly power?: "every" | "most" | "some";
  /** Any words in between: score where nothing checks it. Default 0.6. */
  readonly unchecked?: number;
  /** Proven at build: texts in which it is found, with the announcing words where it needs them; `[[…]]` marks it. */
  readonly valid: readonly string[];
  /** Texts in which this rule must stay silent. */
  readonly invalid: readonly string[];
}

/** The identifiers of one country or body: a file under `identifiers/` that exports it as `family`. */
export interface IdentifierFamily {
  readonly of: string;
  /** ISO 3166-1 alpha-2, or `international`, or `by-id`: the two letters with which each id begins. */
  readonly country: string;
  readonly identifiers: readonly Identifier[];
}

/** Units before a signal that may announce it. */
export const wordReach = 40;
/** Units before a signal in which something that contains it may begin. */
export const containReach = 22;
export const lookBehind = 64;
export const maxSpan = 256;
