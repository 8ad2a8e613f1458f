/**
 * A run of `size` words that both texts hold, or undefined: every window of the secret is kept in a set and
 * every window of the text looked up in it. Linear in both texts.
 *
 * Eight words in a row are shared by chance only where a text is a formula; the field uses 6 to 13
 * (near-duplicate detection, Broder 1997).
 */
export function sharedWindow(text: string, secret: string, size: number): string | undefined {
  const secretWords = wordsOf(secret);
  const windows = new Set<string>();
  for (let at = 0; at + size <= secretWords.length; at++)
    windows.add(secretWords.slice(at, at + size).join(" "));
  const words = wordsOf(text);
  for (let at = 0; at + size <= words.length; at++) {
    const window = words.slice(at, at + size).join(" ");
    if (windows.has(window)) return window;
  }
  return undefined;
}

/** Letters and digits only, so that quotes and layout do not hide a leak. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
