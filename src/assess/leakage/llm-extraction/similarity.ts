/**
 * How alike two lists of words are: 1 − edit distance / the longer length (Levenshtein over words). Quadratic; the lists are
 * cut to 512 words.
 */
export function wordSimilarity(left: readonly string[], right: readonly string[]): number {
  const [a, b] = [left.slice(0, 512), right.slice(0, 512)];
  if (a.length === 0 && b.length === 0) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, word] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries())
      next.push(
        Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (word === other ? 0 : 1)),
      );
    row = next;
  }
  return 1 - (row[b.length] ?? 0) / Math.max(a.length, b.length);
}
