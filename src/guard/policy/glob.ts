/** A word with `*` for any run of characters, compiled. */
export type Matcher = (word: string) => boolean;

/**
 * Compiles words with `*`; a word fits when one of them does. Matching finds the pieces between the stars one
 * after the other, so it never goes back.
 *
 * @example matcherOf(["tool-*"])("tool-loop") // true
 */
export function matcherOf(globs: readonly string[]): Matcher {
  const exact = new Set(globs.filter((glob) => !glob.includes("*")));
  const wild = globs.filter((glob) => glob.includes("*")).map(wildMatcher);
  if (wild.length === 0) return (word) => exact.has(word);
  return (word) => exact.has(word) || wild.some((fits) => fits(word));
}

function wildMatcher(glob: string): Matcher {
  const [first = "", ...rest] = glob.split("*");
  const last = rest.pop() ?? "";
  const inner = rest.filter((piece) => piece !== "");
  return (word) => {
    if (word.length < first.length + last.length || !word.startsWith(first) || !word.endsWith(last))
      return false;
    let at = first.length;
    for (const piece of inner) {
      const found = word.indexOf(piece, at);
      if (found === -1) return false;
      at = found + piece.length;
    }
    return at <= word.length - last.length;
  };
}
