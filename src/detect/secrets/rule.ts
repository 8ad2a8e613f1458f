/**
 * How the secret lies to the words that announce it.
 * - `itself`: the secret begins with the keyword (`ghp_…`).
 * - `assigned`: behind the keyword come at most the rest of a name, a separator (`=`, `:`, `=>`, `,`, `>`) and quotes.
 * - `spaced`: behind the keyword come only blanks (`Bearer …`).
 * - `credentials`: the keyword is the scheme of an address; the secret stands between `user:` and `@`.
 * - `behind`: the keyword stands inside the secret, after at most `max` characters of a class.
 */
export type Lead =
  | "itself"
  | "assigned"
  | "spaced"
  | "credentials"
  | { readonly behind: "digits" | "hex" | "base64" | "word"; readonly max: number };

/** How sure the shape alone makes it: `certain` is hardly ever anything else, `possible` needs its surroundings. */
export type Confidence = "certain" | "likely" | "possible";
export type Severity = "medium" | "high" | "critical";

export interface SecretRule {
  /** Kebab-case, unique among all families; the `rule` of the signal. */
  readonly id: string;
  /** What it is, as a noun phrase: `GitHub personal access token`. */
  readonly about: string;
  /** ASCII words, in any case, one of which announces the secret. At most 32 letters. */
  readonly keywords: readonly string[];
  /** Default: `itself`. */
  readonly lead?: Lead;
  /** The secret, in RE2 syntax, from its first character on. */
  readonly pattern: string;
  /** The longest secret in UTF-16 units. Default 256. */
  readonly max?: number;
  /** No `-` or `_` may stand before it either: for shapes that hold their own beginning (`sk-a-sk-b`). Long ones are so anyway. */
  readonly apart?: boolean;
  /** A shape that ends by itself, inside a word or not. Default: no letter or digit may touch it. */
  readonly unbounded?: boolean;
  /** What has to follow right behind. */
  readonly followedBy?: string;
  /** Least Shannon entropy, in bits a character. */
  readonly entropy?: number;
  /** Words, in small letters, one of which must stand in the 64 units before the secret. */
  readonly near?: readonly string[];
  /** Checksum or structure: true passed, false not a secret, undefined cannot tell. */
  readonly check?: (secret: string) => boolean | undefined;
  /** Values that people type rather than machines make: words and references are sorted out. */
  readonly typed?: boolean;
  readonly confidence: Confidence;
  readonly severity: Severity;
  /**
   * Proven at build. `{{hex:32}}` and the like are filled in by a seeded generator (see `examples.ts`),
   * so that no token-shaped text stands in the source; `[[…]]` marks what the signal must cover.
   */
  readonly match: readonly string[];
  /** Texts in which this rule must stay silent. */
  readonly silent: readonly string[];
}

/** The rules of one provider: a file under `rules/` that exports it as `family`. */
export interface SecretFamily {
  readonly provider: string;
  readonly rules: readonly SecretRule[];
}

/** Units before a secret that a rule may look at. */
export const lookBehind = 64;
/** The longest stretch one signal can cover; private keys reach it. */
export const maxSpan = 16_384;
export const defaultMax = 256;
