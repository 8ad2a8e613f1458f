import type { FoundSecret } from "../find-secrets.ts";
import { beginOf, headOf, isAlphanumeric, shifted, type Prefixes } from "./prefixes.ts";
import { secretAt, type Reading } from "./reading.ts";
import { secretsRunTogether } from "./run-together.ts";

const shortest = 16;
const longest = 512;
/** So many places in a token are tried. */
const mostStarts = 8;

/** Calls back for each stretch without white space, but for a line break behind a hyphen. */
export function eachToken(text: string, onToken: (start: number, end: number) => void): void {
  for (let i = 0; i < text.length;) {
    if (text.charCodeAt(i) <= 32) {
      i++;
      continue;
    }
    const start = i;
    i = tokenEnd(text, i);
    if (i - start >= shortest && i - start <= longest) onToken(start, i);
  }
}

function tokenEnd(text: string, start: number): number {
  let i = start;
  for (; i < text.length; i++)
    if (text.charCodeAt(i) <= 32 && !(text.charCodeAt(i) === 10 && text.charCodeAt(i - 1) === 45)) break;
  return i;
}

/** Where the token begins that reaches the end of a text; its length where none does, or one that is too long. */
export function openToken(text: string): number {
  let i = text.length;
  const limit = Math.max(0, i - longest - 1);
  while (
    i > limit &&
    (text.charCodeAt(i - 1) > 32 || (text.charCodeAt(i - 1) === 10 && text.charCodeAt(i - 2) === 45))
  )
    i--;
  return i === limit && limit > 0 ? text.length : i;
}

/** Secrets in one token: backwards, under a shift of the alphabet, or with signs between their letters. */
export function secretsInToken(
  text: string,
  start: number,
  end: number,
  prefixes: Prefixes,
  found: (secret: FoundSecret) => void,
): void {
  secretsRunTogether(text, start, end, prefixes, found);
  for (const at of starts(text, start, end, 1)) {
    for (let keys = keysAt(text, at, end, 1, prefixes) & ~1; keys !== 0; keys &= keys - 1)
      tryKey(text, at, end, keys, prefixes, found);
    if (prefixes.heads.has(headOf(text.slice(at, Math.min(end, at + 24)))))
      trySigns(text, at, end, prefixes, found);
  }
  for (const at of starts(text, end - 1, start - 1, -1))
    for (let keys = keysAt(text, at, start - 1, -1, prefixes); keys !== 0; keys &= keys - 1)
      tryKey(text, at, start - 1, keys, prefixes, found);
}

/** The places where a word begins, read in the direction of `step`: at the edge and behind signs. */
function* starts(text: string, from: number, to: number, step: 1 | -1): Generator<number> {
  let open = true;
  let count = 0;
  for (let i = from; i !== to && count < mostStarts; i += step) {
    const letter = isAlphanumeric(text.charCodeAt(i));
    if (letter && open) {
      count++;
      yield i;
    }
    open = !letter && text.charCodeAt(i) !== 45 && text.charCodeAt(i) !== 95;
  }
}

function keysAt(text: string, at: number, to: number, step: 1 | -1, { masks }: Prefixes): number {
  if ((to - at) * step < shortest) return 0;
  let keys = -1;
  for (let place = 0; place < masks.length && keys !== 0; place++)
    keys &= masks[place]?.[text.charCodeAt(at + place * step)] ?? 0;
  return keys;
}

function tryKey(
  text: string,
  at: number,
  to: number,
  keys: number,
  prefixes: Prefixes,
  found: (secret: FoundSecret) => void,
): void {
  const key = 31 - Math.clz32(keys & -keys);
  const step = to > at ? 1 : -1;
  if (!prefixes.begins.has(beginOf(text, at, step, key))) return;
  const places: number[] = [];
  for (let i = at; i !== to; i += step) places.push(i);
  const written = places.map((place) => text.charAt(place)).join("");
  const reading: Reading = { text: shifted(written, key), at: places };
  const secret = secretAt(reading, 0, prefixes);
  if (secret !== undefined) found(secret);
}

const brackets = "()[]{}<>";

/** The token without one kind of sign, without brackets, and without any sign. */
function trySigns(
  text: string,
  start: number,
  end: number,
  prefixes: Prefixes,
  found: (secret: FoundSecret) => void,
): void {
  const signs = new Set<string>();
  for (let i = start; i < end && signs.size < 4; i++)
    if (!isAlphanumeric(text.charCodeAt(i))) signs.add(text.charAt(i));
  const kinds = [...signs].map((sign) => (brackets.includes(sign) ? brackets : sign === "-" ? "-\n" : sign));
  for (const left of new Set([...kinds, [...signs, "-\n"].join("")])) {
    if (left === "") continue;
    const places: number[] = [];
    let read = "";
    for (let i = start; i < end; i++) {
      if (left.includes(text.charAt(i))) continue;
      places.push(i);
      read += text.charAt(i);
    }
    const secret =
      places.length === end - start ? undefined : secretAt({ text: read, at: places }, 0, prefixes);
    if (secret === undefined) continue;
    // One with a sign that stands behind it is written plainly.
    if (secret.end - secret.start === secretLength(places, secret)) continue;
    found(secret);
    return;
  }
}

const secretLength = (places: readonly number[], { start, end }: FoundSecret): number =>
  places.filter((place) => place >= start && place < end).length;
