import { ascii85 } from "./ascii85.ts";
import { base32 } from "./base32.ts";
import { base64 } from "./base64.ts";
import { disguisedBytes } from "./base64-disguised.ts";
import { braille } from "./braille.ts";
import { caesar, rot13 } from "./caesar.ts";
import { characterCodes } from "./character-codes.ts";
import { cutWords } from "./cut-words.ts";
import type { Decoder } from "./decoder.ts";
import { hex } from "./hex.ts";
import { htmlEntities } from "./html-entities.ts";
import { joinedStrings } from "./joined-strings.ts";
import { letterCodes } from "./letter-codes.ts";
import { leet } from "./leet.ts";
import { markupInside } from "./markup-inside.ts";
import { morse } from "./morse.ts";
import { nato } from "./nato.ts";
import { packed } from "./packed.ts";
import { percent } from "./percent.ts";
import { pigLatin } from "./pig-latin.ts";
import { reversedText, reversedWords, upsideDown } from "./reversed.ts";
import { rot47 } from "./rot47.ts";
import { spacedLetters } from "./spaced-letters.ts";
import { unicodeEscapes } from "./unicode-escapes.ts";
import { wrappedCodes } from "./wrapped-codes.ts";

export type { Decoder } from "./decoder.ts";

/** In the order in which they may claim a stretch: the ones with the plainest shape first. */
export const decoders: readonly Decoder[] = [
  ascii85,
  wrappedCodes,
  percent,
  htmlEntities,
  unicodeEscapes,
  joinedStrings,
  markupInside,
  hex,
  characterCodes,
  letterCodes,
  base32,
  packed,
  base64,
  disguisedBytes,
  morse,
  braille,
  nato,
  upsideDown,
  rot47,
  spacedLetters,
  leet,
  pigLatin,
  rot13,
  reversedText,
  caesar,
  cutWords,
];

/** Other readings of stretches that the decoders above claim: given as views of their own. */
export const otherReadings: readonly Decoder[] = [reversedWords];
