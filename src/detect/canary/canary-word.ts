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
  for (let i = 0; i < canaryLength; i++)
    if (!(i % 2 === 0 ? consonants : vowels).includes(word[i] ?? " ")) return false;
  const data = word.slice(0, 2 * dataSyllables);
  return word.slice(2 * dataSyllables) === checksum(data);
}

function syllable(index: number): string {
  return (consonants[Math.floor(index / vowels.length)] ?? "") + (vowels[index % vowels.length] ?? "");
}

/** FNV-1a over the letters, folded to three syllables. Guards against chance, not against forgery. */
function checksum(data: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < data.length; i++) hash = Math.imul(hash ^ data.charCodeAt(i), 0x01000193) >>> 0;
  let rest = (hash ^ (hash >>> 15)) >>> 0;
  let word = "";
  for (let i = 0; i < checkSyllables; i++) {
    word += syllable(rest % syllables);
    rest = Math.floor(rest / syllables);
  }
  return word;
}
