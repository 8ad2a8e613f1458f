/** A word with `*` for any run of characters, compiled. */
export type Glob = (word: string) => boolean;

/**
 * Compiles words with `*`; a word fits when one of them does. Matching finds the pieces between the stars one
 * after the other, so it never goes back.
 *
 * @example globOf(["send_*"])("send_mail") // true
 */
export function globOf(patterns: readonly string[]): Glob {
  const exact = new Set(patterns.filter((pattern) => !pattern.includes("*")));
  const wild = patterns.filter((pattern) => pattern.includes("*")).map(wildcard);
  return (word) => exact.has(word) || wild.some((fits) => fits(word));
}

function wildcard(pattern: string): Glob {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop() ?? "";
  const inner = rest.filter((piece) => piece !== "");
  return (word) => {
    if (word.length < first.length + last.length) return false;
    if (!word.startsWith(first) || !word.endsWith(last)) return false;
    let at = first.length;
    for (const piece of inner) {
      const found = word.indexOf(piece, at);
      if (found === -1) return false;
      at = found + piece.length;
    }
    return at <= word.length - last.length;
  };
}
