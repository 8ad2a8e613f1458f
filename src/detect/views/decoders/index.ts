import { ascii85 } from "./ascii85.ts";
import { base32 } from "./base32.ts";
import { base64 } from "./base64.ts";
import { braille } from "./braille.ts";
import { caesar, rot13 } from "./caesar.ts";
import { characterCodes } from "./character-codes.ts";
import { cutWords } from "./cut-words.ts";
import type { Decoder } from "./decoder.ts";
import { hex } from "./hex.ts";
import { htmlEntities } from "./html-entities.ts";
import { joinedStrings } from "./joined-strings.ts";
import { leet } from "./leet.ts";
import { morse } from "./morse.ts";
import { nato } from "./nato.ts";
import { percent } from "./percent.ts";
import { pigLatin } from "./pig-latin.ts";
import { reversedText, reversedWords, upsideDown } from "./reversed.ts";
import { spacedLetters } from "./spaced-letters.ts";
import { unicodeEscapes } from "./unicode-escapes.ts";

export type { Decoder } from "./decoder.ts";

/** In the order in which they may claim a stretch: the ones with the plainest shape first. */
export const decoders: readonly Decoder[] = [
  ascii85,
  percent,
  htmlEntities,
  unicodeEscapes,
  joinedStrings,
  hex,
  characterCodes,
  base32,
  base64,
  morse,
  braille,
  nato,
  upsideDown,
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
