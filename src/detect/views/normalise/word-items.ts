import type { ViewKind } from "../../../contracts/index.ts";
import { classOfUnit, unitClass } from "./character-class.ts";
import { flagEnd, isInvisible, isMeant } from "./joiners.ts";
import { messageIn } from "./invisible-bytes.ts";
import { isMark, isOverlay } from "./marks.ts";
import { lookalikes, styled } from "./lookalikes.ts";

/** A character of a word as a reader sees it, with the stretch it came from. */
export interface Item {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly script: "latin" | "lookalike" | "genuine" | "other";
  /** The Latin letter it passes for. */
  readonly fold?: string;
  /** The letter without its accents. */
  readonly bare?: string;
}

export interface WordItems {
  readonly items: readonly Item[];
  /** What was read out of its invisible characters. */
  readonly messages: readonly ViewKind[];
}

const jamo = /[\u1100-\u11ff]/u;
const mostMarks = 2;

/** Reads one word, `start` to `end`; `read` says whether invisible messages are read or dropped. */
export function itemsOf(text: string, start: number, end: number, read: boolean): WordItems {
  const items: Item[] = [];
  const messages: ViewKind[] = [];
  let before = visibleBefore(text, start);
  for (let i = start; i < end;) {
    const char = charAt(text, i);
    if (char.length > 1 && char === "\u{1f3f4}") {
      const flag = Math.min(end, flagEnd(text, i));
      if (flag > i) {
        items.push({ text: text.slice(i, flag), from: i, to: flag, script: "other" });
        before = char;
        i = flag;
        continue;
      }
    }
    if (mayBeInvisible(char) && isInvisible(char)) {
      const after = invisibleEnd(text, i, end);
      const meant = keptOf(text, i, after, before);
      if (meant) items.push({ text: text.slice(i, after), from: i, to: after, script: "other" });
      else if (read) {
        const message = messageIn(text, i, after);
        if (message !== undefined) {
          messages.push(message.kind);
          const { piece } = message;
          items.push({ text: " ", from: i, to: after, script: "other" });
          for (let k = 0; k < piece.text.length; k++)
            items.push({
              text: piece.text[k] ?? "",
              from: piece.from[k] ?? i,
              to: piece.to[k] ?? after,
              script: "other",
            });
          items.push({ text: " ", from: i, to: after, script: "other" });
        }
      }
      i = after;
      continue;
    }
    const next = clusterEnd(text, i + char.length, end, char >= "\u1100" && jamo.test(char));
    items.push(itemOf(text.slice(i, next), char, i, next));
    before = char;
    i = next;
  }
  return { items, messages };
}

/** What a character is shown as, wherever it stands. */
type Shown = Omit<Item, "from" | "to">;

/** By UTF-16 unit, filled as characters are met: words are mostly of few characters. */
const shownUnits: (Shown | undefined)[] = [];

function itemOf(cluster: string, char: string, from: number, to: number): Item {
  if (cluster.length > 1) return { ...shownAs(cluster, char), from, to };
  const unit = char.charCodeAt(0);
  const { text, script, fold, bare } = (shownUnits[unit] ??= shownAs(char, char));
  return {
    text,
    from,
    to,
    script,
    ...(fold === undefined ? undefined : { fold }),
    ...(bare === undefined ? undefined : { bare }),
  };
}

/** Spelt out by NFKC these are sentences, or signs that belong to other scripts; the ellipsis is in half of all prose. */
const keptWhole = /[\ufdf0-\ufdfb\u3300-\u33ff…]/u;

function shownAs(cluster: string, char: string): Shown {
  const plain = styled.get(char);
  if (plain !== undefined) return { text: plain, script: "latin" };
  const kept = withoutPile(cluster, char);
  const text =
    kept.length === 1 && (kept.charCodeAt(0) < 128 || keptWhole.test(kept)) ? kept : kept.normalize("NFKC");
  const fold = lookalikes.get(char);
  if (fold !== undefined) return { text, script: "lookalike", fold };
  if (!/^\p{Script=Latin}/u.test(text))
    return { text, script: /[\p{L}\p{M}]/u.test(text) ? "genuine" : "other" };
  const bare = text.normalize("NFD").replace(/\p{M}/gu, "");
  return bare === text ? { text, script: "latin" } : { text, script: "latin", bare };
}

/** A letter with its marks, without lines through it, and without any where there are more than a language has. */
function withoutPile(cluster: string, char: string): string {
  if (cluster.length === char.length || jamo.test(char)) return cluster;
  const marks = Array.from(cluster.slice(char.length)).filter((mark) => !isOverlay(mark.charCodeAt(0)));
  const kept = char + marks.join("");
  const spelt = kept.normalize("NFD");
  if (kept === char || spelt.length - 1 <= mostMarks) return kept;
  return /^\p{Script=Latin}/u.test(spelt) ? spelt.charAt(0) : char;
}

function charAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

/** Cheap, and true for all that are. */
function mayBeInvisible(char: string): boolean {
  const unit = char.charCodeAt(0);
  return unit < 128 ? unit < 32 || unit === 127 : classOfUnit(unit) === unitClass.open;
}

function clusterEnd(text: string, at: number, end: number, syllable: boolean): number {
  while (at < end && (syllable ? jamo.test(text[at] ?? "") : isMark(text.charCodeAt(at)))) at++;
  return at;
}

function invisibleEnd(text: string, at: number, end: number): number {
  while (at < end) {
    const char = charAt(text, at);
    if (!isInvisible(char)) break;
    at += char.length;
  }
  return at;
}

/** A run of at most two invisible characters, each of which means something where it stands. */
function keptOf(text: string, start: number, end: number, before: string): boolean {
  if (end - start > 4) return false;
  const chars = Array.from(text.slice(start, end));
  if (chars.length > 2) return false;
  const after = end < text.length ? charAt(text, end) : "";
  return chars.every((char) => isMeant(char.codePointAt(0) ?? 0, before, after));
}

function visibleBefore(text: string, at: number): string {
  if (at === 0) return "";
  const low = text.charCodeAt(at - 1);
  return (low & 0xfc00) === 0xdc00 && at > 1 ? charAt(text, at - 2) : (text[at - 1] ?? "");
}
