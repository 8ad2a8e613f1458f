import { AnnouncingWords } from "./announcing-words.ts";
import { growTree, type LayoutNode } from "./layout-tree.ts";
import type { Begins, Matcher } from "./matcher.ts";
import type { Identifier } from "./rule.ts";
import { isStreetWord } from "./matchers/index.ts";

interface PlacedMatcher {
  readonly matcher: Matcher;
  readonly index: number;
}

export interface PreparedRules {
  readonly tree: LayoutNode;
  readonly words: AnnouncingWords;
  readonly matchers: Readonly<Record<Begins, readonly PlacedMatcher[]>>;
  readonly leastScore: number;
  /** Whether a word is one that matchers of `word` begin with. */
  startsMatcher(text: string, start: number, end: number): boolean;
}

export function prepareRules(
  identifiers: readonly Identifier[],
  matchers: readonly Matcher[],
  leastScore: number,
): PreparedRules {
  const placed = matchers.map((matcher, i) => ({ matcher, index: identifiers.length + i }));
  const beginning = (begins: Begins): PlacedMatcher[] =>
    placed.filter(({ matcher }) => matcher.begins.includes(begins));
  const words = beginning("word");
  return {
    tree: growTree(identifiers.map((identifier, index) => [identifier, index])),
    words: new AnnouncingWords([...identifiers, ...matchers].map((rule) => rule.words)),
    matchers: {
      number: beginning("number"),
      capital: beginning("capital"),
      code: beginning("code"),
      word: words,
      plus: beginning("plus"),
      bracket: beginning("bracket"),
      at: beginning("at"),
    },
    leastScore,
    startsMatcher: (text, start, end) => words.length > 0 && isStreetWord(text, start, end),
  };
}
