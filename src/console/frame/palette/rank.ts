/** Something the palette can reach. */
export interface Destination {
  readonly kind: "Page" | "System" | "Run" | "Scan" | "Finding" | "Threat";
  readonly title: string;
  readonly detail: string;
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, string>>;
}

/**
 * How well `text` answers `query`: every word of the query must occur; a word's start counts more than
 * its inside, and an earlier place more than a later one. `undefined` when a word is missing.
 */
export function score(text: string, query: string): number | undefined {
  const body = text.toLowerCase();
  let sum = 0;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = body.indexOf(word);
    if (at < 0) return undefined;
    const startsWord = at === 0 || !/[\p{L}\p{N}]/u.test(body[at - 1] ?? " ");
    sum += (startsWord ? 100 : 20) - Math.min(at, 19);
  }
  return sum;
}

/** The best destinations, best first; equals keep their order. Pages come first for an empty query. */
export function rank(
  destinations: readonly Destination[],
  query: string,
  limit: number,
): readonly Destination[] {
  return destinations
    .map((destination) => ({
      destination,
      points: score(`${destination.title} ${destination.detail}`, query),
    }))
    .filter((entry): entry is { destination: Destination; points: number } => entry.points !== undefined)
    .sort((a, b) => b.points - a.points)
    .slice(0, limit)
    .map(({ destination }) => destination);
}
