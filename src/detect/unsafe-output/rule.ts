/** A shape of text that is dangerous to whoever shows, runs or stores it. */
export interface UnsafeRule {
  readonly id: string;
  readonly about: string;
  /** In small letters; every match begins with one of them, in any case. */
  readonly anchors: readonly string[];
  /** RE2, with an upper bound for every repeat; matched from the anchor on, in any case. */
  readonly pattern: string;
  /**
   * What every match from these anchors on holds, within so many units; in small letters, without the letters `k` and
   * `s` (they fold with signs beyond ASCII). Looked for first, where trying the pattern at each anchor would cost much.
   */
  readonly needs?: {
    readonly anchors: readonly string[];
    readonly words: readonly string[];
    readonly within: number;
  };
  /** In an answer. Shapes that teachers of the language use too stay below 0.6. */
  readonly score: number;
  /** In the arguments of a tool, where nobody reads before it acts. */
  readonly inToolCall: number;
  readonly stages?: "tool-call";
  /** Of a match and the sign behind it: whether it counts. */
  readonly counts?: (match: string, next: string) => boolean;
  /** Whether an anchor can be passed over cheaply, because a later one begins the same match. */
  readonly passes?: (text: string, at: number) => boolean;
  readonly examples: readonly string[];
  readonly silent?: readonly string[];
}
