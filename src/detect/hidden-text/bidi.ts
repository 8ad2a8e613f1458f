import { longest, type Finding, type Findings } from "./finding.ts";

/** U+202A, U+202B open an embedding, U+202D, U+202E an override; U+202C closes them. U+2066 to U+2068 open an isolate, U+2069 closes it. */
const isOpening = (unit: number): boolean =>
  unit === 0x202a ||
  unit === 0x202b ||
  unit === 0x202d ||
  unit === 0x202e ||
  (unit >= 0x2066 && unit <= 0x2068);
const isOverride = (unit: number): boolean => unit === 0x202d || unit === 0x202e;

/**
 * Overrides of the reading direction, and embeddings and isolates left open at the end of their line: both make
 * text read in another order than it is written ("Trojan Source", Boucher and Anderson 2021). Balanced
 * embeddings and isolates, as editors for Hebrew and Arabic write them, are no finding.
 */
export function bidi(text: string): Findings {
  const found: Finding[] = [];
  let open: number[] = [];
  let first = 0;
  const unclosed = (at: number): void => {
    if (isOverride(text.charCodeAt(at))) return;
    const why = "A change of the reading direction that is not ended on its line.";
    found.push({ rule: "bidi-unclosed", score: 0.7, start: at, end: at + 1, why });
  };
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const newline = unit === 10 || unit === 13 || unit === 0x2029;
    if (!newline && unit < 0x2000) continue;
    // What has been open for long is not waited for.
    while (first < open.length && i - (open[first] ?? 0) > longest) unclosed(open[first++] ?? 0);
    if (newline) {
      while (first < open.length) unclosed(open[first++] ?? 0);
      open = [];
      first = 0;
    } else if (isOpening(unit)) {
      open.push(i);
      if (isOverride(unit)) {
        const why = "An override of the reading direction: what is shown is not what is written.";
        found.push({ rule: "bidi-override", score: 0.8, start: i, end: i + 1, why });
      }
    } else if (unit === 0x202c || unit === 0x2069) {
      if (open.length > first) open.pop();
    }
  }
  while (first < open.length && text.length - (open[first] ?? 0) > longest) unclosed(open[first++] ?? 0);
  const hold = open[first] ?? text.length;
  while (first < open.length) unclosed(open[first++] ?? 0);
  return { found: found.sort((a, b) => a.start - b.start), hold };
}
