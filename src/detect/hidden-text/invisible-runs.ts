import { flagEnd, isInvisible, isMeant, messageIn } from "../views/index.ts";
import { longest, type Finding, type Findings } from "./finding.ts";

/** How many visible units may stand between invisible ones of one cluster. */
const closeBy = 2;

/** What a cluster of invisible characters is made of. */
interface Cluster {
  readonly start: number;
  end: number;
  runs: number;
  tags: number;
  selectors: number;
  others: number;
  /** Invisible characters one after the other, at most. */
  longestRun: number;
  softHyphens: number;
  insideWord: boolean;
}

/**
 * Invisible characters that mean nothing where they stand: tag characters outside flags, variation selectors in
 * a row, zero-width characters in a row or between the letters of words. Joiners of emoji, Persian and Indic
 * words, marks beside Hebrew, variants of ideographs and a single soft hyphen are no finding.
 */
export function invisibleRuns(text: string): Findings {
  const found: Finding[] = [];
  let cluster: Cluster | undefined;
  // Half a character at the end may become an invisible one.
  const isHalf = (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
  let hold = isHalf ? text.length - 1 : text.length;
  const finish = (): void => {
    const finding = cluster && judge(text, cluster);
    if (finding) found.push(finding);
    cluster = undefined;
  };
  for (let i = 0; i < text.length;) {
    const unit = text.charCodeAt(i);
    if (unit < 0xad) {
      i++;
      continue;
    }
    const char = String.fromCodePoint(text.codePointAt(i) ?? 0);
    if (char === "\u{1f3f4}") {
      const end = flagEnd(text, i);
      // A flag may still be on its way.
      if (end === i && text.length - i <= 14) hold = Math.min(hold, i);
      i = Math.max(end, i + 2);
      continue;
    }
    if (!showsNothing(char)) {
      i += char.length;
      continue;
    }
    const end = runEnd(text, i);
    if (end >= text.length - 1) hold = Math.min(hold, cluster?.start ?? i);
    if (!isMeantRun(text, i, end)) {
      const apart = cluster !== undefined && (i - cluster.end > closeBy || hasSpace(text, cluster.end, i));
      if (apart || (cluster && end - cluster.start > longest)) finish();
      for (let from = i; from < end; from += longest) {
        const to = Math.min(end, from + longest);
        if (cluster && to - cluster.start > longest) finish();
        cluster ??= emptyCluster(from);
        add(cluster, text, from, to);
      }
    }
    i = end;
  }
  if (cluster && text.length - cluster.end <= closeBy + 1 && !hasSpace(text, cluster.end, text.length))
    hold = Math.min(hold, cluster.start);
  finish();
  return { found, hold };
}

function emptyCluster(start: number): Cluster {
  return {
    start,
    end: start,
    runs: 0,
    tags: 0,
    selectors: 0,
    others: 0,
    longestRun: 0,
    softHyphens: 0,
    insideWord: false,
  };
}

function add(cluster: Cluster, text: string, start: number, end: number): void {
  let run = 0;
  for (let i = start; i < end;) {
    const code = text.codePointAt(i) ?? 0;
    run++;
    if (code >= 0xe0000 && code <= 0xe007f) cluster.tags++;
    else if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)) cluster.selectors++;
    else if (code === 0xad) cluster.softHyphens++;
    else cluster.others++;
    i += code > 0xffff ? 2 : 1;
  }
  cluster.runs++;
  cluster.end = end;
  cluster.longestRun = Math.max(cluster.longestRun, run);
  cluster.insideWord ||= isLetter(text, start - 1) && isLetter(text, end);
}

function judge(text: string, cluster: Cluster): Finding | undefined {
  const { start, end, runs, tags, selectors, others, longestRun, softHyphens, insideWord } = cluster;
  const finding = (rule: string, score: number, why: string): Finding => ({ rule, score, start, end, why });
  const message = longestRun >= 4 ? messageIn(text, start, end) : undefined;
  if (tags >= 2 || (tags > 0 && runs > 1))
    return finding(
      "tag-characters",
      message ? 1 : 0.9,
      "Tag characters, which show nothing, outside a flag.",
    );
  if (selectors >= 3 && longestRun >= 3)
    return finding(
      "variation-selectors",
      message ? 1 : 0.8,
      "Variation selectors in a row, which can carry bytes.",
    );
  if (message) return finding("zero-width-message", 1, "Zero-width characters that spell a message in bits.");
  if (longestRun >= 4 && others > 0)
    return finding("zero-width-run", 0.7, "Several characters in a row that show nothing.");
  if (runs >= 3 && (others + selectors + tags > 0 || softHyphens >= 3) && insideWord)
    return finding(
      "invisible-between-letters",
      0.7,
      "Characters that show nothing between the letters of words.",
    );
  if (insideWord && others > 0)
    return finding("invisible-between-letters", 0.4, "A character that shows nothing inside a word.");
  return undefined;
}

function isLetter(text: string, at: number): boolean {
  const unit = text.charCodeAt(at) | 32;
  return unit >= 97 && unit <= 122;
}

/** Control characters and those of the reading direction are looked at elsewhere. */
function showsNothing(char: string): boolean {
  const unit = char.charCodeAt(0);
  if (unit < 0xa0 || (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069)) return false;
  return isInvisible(char);
}

function runEnd(text: string, start: number): number {
  let i = start;
  while (i < text.length) {
    const char = String.fromCodePoint(text.codePointAt(i) ?? 0);
    if (!showsNothing(char)) break;
    i += char.length;
  }
  return i;
}

function isMeantRun(text: string, start: number, end: number): boolean {
  if (end - start > 4) return false;
  const chars = Array.from(text.slice(start, end));
  if (chars.length > 2) return false;
  const low = text.charCodeAt(start - 1);
  const before =
    start === 0
      ? ""
      : (low & 0xfc00) === 0xdc00
        ? text.slice(Math.max(0, start - 2), start)
        : text.charAt(start - 1);
  const after = end < text.length ? String.fromCodePoint(text.codePointAt(end) ?? 0) : "";
  return chars.every((char) => isMeant(char.codePointAt(0) ?? 0, before, after));
}

function hasSpace(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) <= 32) return true;
  return false;
}
