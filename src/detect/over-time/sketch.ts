/**
 * A sketch of a text by one-permutation MinHash (Li, Owen, Zhang 2012) over its runs of five characters, case
 * and spaces folded: 24 bins, in each the 12 leading bits of the least hash that falls into it. Two sketches agree in
 * about the share of bins in which the texts have runs in common (Jaccard). 72 hexadecimal digits and `-`.
 */
export function sketchOf(text: string): string {
  const folded = text.slice(0, mostRead).toLowerCase().replaceAll(/\s+/gu, " ").trim();
  const least = new Float64Array(bins).fill(Infinity);
  for (let i = 0; i + gram <= Math.max(folded.length, gram); i++) {
    let hash = 0x811c9dc5;
    for (let j = i; j < i + gram; j++) hash = Math.imul(hash ^ (folded.charCodeAt(j) || 0), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
    hash = (hash ^ (hash >>> 15)) >>> 0;
    const bin = hash % bins;
    const rank = Math.floor(hash / bins);
    if (rank < (least[bin] ?? 0)) least[bin] = rank;
  }
  return Array.from(least, (rank) =>
    rank === Infinity ? "---" : (rank & 0xfff).toString(16).padStart(3, "0"),
  ).join("");
}

/** About the share of runs two texts have in common, from their sketches. */
export function likeness(a: string, b: string): number {
  let same = 0;
  let filled = 0;
  for (let i = 0; i < bins * 3; i += 3) {
    const code = a.charCodeAt(i);
    const equal =
      code === b.charCodeAt(i) &&
      a.charCodeAt(i + 1) === b.charCodeAt(i + 1) &&
      a.charCodeAt(i + 2) === b.charCodeAt(i + 2);
    if (equal && code === empty) continue;
    filled += 1;
    if (equal) same += 1;
  }
  return filled === 0 ? 1 : same / filled;
}

const bins = 24;
/** The code of `-`. */
const empty = 45;
const gram = 5;
const mostRead = 4_000;
