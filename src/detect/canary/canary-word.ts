/**
 * Words that prove themselves: sixteen letters, eight syllables of consonant and vowel, the last three
 * syllables a checksum of the first five. Whoever meets one in an answer, a log or a request can tell
 * that it is a canary of ours without a list of all canaries. A random word of this form passes with a
 * chance of one in a million, and English has next to no words of this form.
 */
const consonants = "bcdfghjklmnpqrstvwxz";
const vowels = "aeiou";
const syllables = consonants.length * vowels.length;
const dataSyllables = 5;
const checkSyllables = 3;

export const canaryLength = 2 * (dataSyllables + checkSyllables);

/** Makes the canary word for a number; numbers that differ modulo 10^10 give different words. */
export function canaryWord(seed: number): string {
  let rest = Math.abs(Math.trunc(seed)) % syllables ** dataSyllables;
  let word = "";
  for (let i = 0; i < dataSyllables; i++) {
    word += syllable(rest % syllables);
    rest = Math.floor(rest / syllables);
  }
  return word + checksum(word);
}

/** Whether sixteen lower-case letters are a canary word. Constant work. */
export function isCanaryWord(word: string): boolean {
  if (word.length !== canaryLength) return false;
  const letters = Uint8Array.from(word, (char) => char.charCodeAt(0) - 96);
  return letters.every((letter, i) => (i % 2 === 0 ? isConsonant : isVowel)(letter)) && hasChecksum(letters);
}

export const isVowel = (letter: number): boolean => vowels.includes(String.fromCharCode(96 + letter));
export const isConsonant = (letter: number): boolean => consonants.includes(String.fromCharCode(96 + letter));

/** The place of each letter, from 1, among the consonants or the vowels. */
const places = Uint8Array.from({ length: 32 }, (_, letter) => {
  const char = String.fromCharCode(96 + letter);
  return Math.max(0, consonants.indexOf(char), vowels.indexOf(char));
});

/** Whether the checksum is right of sixteen letters, from 1, that are consonants and vowels in turn. */
export function hasChecksum(letters: Uint8Array): boolean {
  let hash = 0x811c9dc5;
  for (let i = 0; i < 2 * dataSyllables; i++)
    hash = Math.imul(hash ^ (96 + (letters[i] ?? 0)), 0x01000193) >>> 0;
  let rest = folded(hash);
  for (let i = 2 * dataSyllables; i < canaryLength; i += 2) {
    const index = (places[letters[i] ?? 0] ?? 0) * vowels.length + (places[letters[i + 1] ?? 0] ?? 0);
    if (rest % syllables !== index) return false;
    rest = Math.floor(rest / syllables);
  }
  return true;
}

const folded = (hash: number): number => (hash ^ (hash >>> 15)) >>> 0;

function syllable(index: number): string {
  return (consonants[Math.floor(index / vowels.length)] ?? "") + (vowels[index % vowels.length] ?? "");
}

/** FNV-1a over the letters, folded to three syllables. Guards against chance, not against forgery. */
function checksum(data: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < data.length; i++) hash = Math.imul(hash ^ data.charCodeAt(i), 0x01000193) >>> 0;
  let rest = folded(hash);
  let word = "";
  for (let i = 0; i < checkSyllables; i++) {
    word += syllable(rest % syllables);
    rest = Math.floor(rest / syllables);
  }
  return word;
}
