import { canaryLength, hasChecksum, isConsonant, isVowel } from "./canary-word.ts";
import type { LetterRow } from "./letter-row.ts";

/** Shifts of the alphabet 0 to 25, then the alphabet backwards (Atbash). */
const keys = 27;
const atbash = 26;

const read = (code: number, key: number): number =>
  code === 0 ? 0 : key === atbash ? 27 - code : 1 + ((code - 1 + key) % 26);
/** `readings[key << 5 | letter]`. */
const readings = Uint8Array.from({ length: keys << 5 }, (_, at) =>
  (at & 31) > 26 ? 0 : read(at & 31, at >> 5),
);
const masks = (is: (code: number) => boolean): Int32Array =>
  Int32Array.from({ length: 32 }, (_, code) => {
    let mask = 0;
    for (let key = 0; key < keys; key++) if (code <= 26 && is(read(code, key))) mask |= 1 << key;
    return mask;
  });
/** For each letter, the keys under which it is read as a vowel, as a consonant. */
const vowels = masks(isVowel);
const consonants = masks(isConsonant);

const pairs = canaryLength - 1;
const half = pairs >> 1;

/**
 * Calls back for each canary word in a row of letters, `first` to `last` of its letters: as it stands, read
 * backwards, with its first letter put behind (Pig Latin), and under every shift of the alphabet and Atbash. All keys are weighed together, one bit each.
 * Every fifteenth pair of letters lies in any canary, so that in most texts only a few others are looked at.
 */
export function eachCanary(
  { codes, count }: LetterRow,
  found: (first: number, last: number, plain: boolean) => void,
): void {
  /** The keys under which the letters at `at - 1` and `at` are a vowel and a consonant. */
  const turns = (at: number): number => {
    if (at < 1 || at >= count) return 0;
    const before = codes[at - 1] ?? 0;
    const code = codes[at] ?? 0;
    return (
      ((vowels[before] ?? 0) & (consonants[code] ?? 0)) | ((consonants[before] ?? 0) & (vowels[code] ?? 0))
    );
  };
  for (let probe = pairs; probe < count + pairs; probe += pairs) {
    let back = turns(Math.min(probe, count - 1));
    const at = Math.min(probe, count - 1);
    let on = back;
    for (let i = 1; i <= half && back !== 0; i++) back &= turns(at - i);
    for (let i = 1; i <= half && on !== 0; i++) on &= turns(at + i);
    for (let alive = back | on; alive !== 0; alive &= alive - 1) {
      const key = 31 - Math.clz32(alive & -alive);
      let start = at;
      let end = at;
      while (at - start < pairs && ((turns(start) >> key) & 1) === 1) start--;
      while (end - at < pairs && ((turns(end + 1) >> key) & 1) === 1) end++;
      // The letters that belong to this probe: the next one sees to what begins behind it.
      for (let first = start; first + pairs <= end; first++) {
        const order = orderOf(codes, first, key);
        if (order !== undefined) found(first, first + pairs, key === 0 && order === "forwards");
      }
    }
  }
}

const word = new Uint8Array(canaryLength);

/** The order in which sixteen letters of the right rhythm are a canary, if in any. */
function orderOf(codes: Uint8Array, first: number, key: number): "forwards" | "otherwise" | undefined {
  const row = key << 5;
  if (((consonants[codes[first] ?? 0] ?? 0) >> key) & 1) {
    for (let i = 0; i <= pairs; i++) word[i] = readings[row | (codes[first + i] ?? 0)] ?? 0;
    return hasChecksum(word) ? "forwards" : undefined;
  }
  for (let i = 0; i <= pairs; i++) word[pairs - i] = readings[row | (codes[first + i] ?? 0)] ?? 0;
  if (hasChecksum(word)) return "otherwise";
  word[0] = readings[row | (codes[first + pairs] ?? 0)] ?? 0;
  for (let i = 0; i < pairs; i++) word[i + 1] = readings[row | (codes[first + i] ?? 0)] ?? 0;
  return hasChecksum(word) ? "otherwise" : undefined;
}
