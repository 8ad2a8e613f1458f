import { isBlank, isCapital, isDigit } from "../letters.ts";
import type { Match, Matcher } from "../matcher.ts";
import type { Reader } from "../reader.ts";
import { digitsFrom, isLetter, lettersFrom, nameFrom } from "./read.ts";
import { isEnglishStreet, isFrenchStreet } from "./street-words.ts";
import { postcodeFrom } from "./postcode.ts";

/**
 * Postal addresses by their structure, in the order of the country: number, street and town of English-speaking
 * countries and France; street, number, postcode and town of Germany, Austria, Switzerland, the Netherlands,
 * the Nordic countries, Spain, Italy, Portugal and Brazil. Without a postcode only where words announce it.
 */
export const postalAddress: Matcher = {
  id: "postal-address",
  about: "Postal address",
  authority: "UPU S42 (templates of the countries)",
  words: [
    "address",
    "lives",
    "live",
    "living",
    "resides",
    "residence",
    "home",
    "ship",
    "shipping",
    "deliver",
    "delivery",
    "billing",
    "mailing",
    "anschrift",
    "adresse",
    "wohnt",
    "wohnhaft",
    "dirección",
    "domicilio",
    "indirizzo",
    "endereço",
    "adres",
    "habite",
    "reside",
    "morada",
    "adress",
    "osoite",
  ],
  begins: ["number", "word"],
  needsWords: false,
  longestFirst: 40,
  match(reader, start, announced) {
    const before = start === 0 ? -1 : reader.text.charCodeAt(start - 1);
    if (
      before >= 0 &&
      !isBlank(before) &&
      before !== 0x0a &&
      before !== 0x22 &&
      before !== 0x28 &&
      before !== 0x3a &&
      before !== 0x2c &&
      before !== 0x27
    )
      return undefined;
    return isDigit(reader.text.charCodeAt(start))
      ? numberFirst(reader, start, announced)
      : streetFirst(reader, start, announced);
  },
};

/** `742 Evergreen Terrace, Springfield, IL 62704`; `12 rue de la Paix, 75002 Paris`. */
function numberFirst(reader: Reader, start: number, announced: () => boolean): Match | undefined {
  let at = digitsFrom(reader, start, 5);
  if (at < 0) return undefined;
  if (isCapital(reader.code(at)) || (isLetter(reader.code(at)) && !isLetter(reader.code(at + 1)))) at++;
  if (reader.code(at) === 0x2c) at++;
  if (!isBlank(reader.code(at))) return undefined;
  at++;
  const french = lettersFrom(reader, at);
  if (isFrenchStreet(reader.text.slice(at, french))) return withTown(reader, french, "digit", announced);
  for (let words = 0; words < 5; words++) {
    const end = nameFrom(reader, at);
    if (end < 0) return undefined;
    if (words > 0 && isEnglishStreet(reader.text.slice(at, end)))
      return withTown(reader, end, "letter", announced);
    at = end;
    if (reader.code(at) === 0x2e) at++;
    if (!isBlank(reader.code(at))) return undefined;
    at++;
  }
  return undefined;
}

/** `Musterstraße 12, 12345 Berlin`; `Calle Mayor 12, 28013 Madrid`; `Via Roma 12, 00184 Roma`. */
function streetFirst(reader: Reader, start: number, announced: () => boolean): Match | undefined {
  let at = lettersFrom(reader, start);
  for (let words = 0; words < 5; words++) {
    if (reader.code(at) === 0x2c || reader.code(at) === 0x2e) at++;
    if (!isBlank(reader.code(at))) return undefined;
    at++;
    if (isDigit(reader.code(at))) {
      const end = digitsFrom(reader, at, 4);
      if (end < 0) return undefined;
      const letter = isLetter(reader.code(end)) && !isLetter(reader.code(end + 1));
      return withTown(reader, letter ? end + 1 : end, "digit", announced);
    }
    const end = lettersFrom(reader, at);
    if (end === at) return undefined;
    at = end;
  }
  return undefined;
}

/** Goes on to a postcode within sixty units and the town behind it, where there is one. */
function withTown(
  reader: Reader,
  from: number,
  begins: "digit" | "letter",
  announced: () => boolean,
): Match | undefined {
  let at = from;
  while (at - from < 60) {
    const code = reader.code(at);
    if (code === 0x0a || isBlank(code) || code === 0x2c) {
      const postcode = postcodeFrom(reader, at + 1, begins);
      if (postcode > 0) return { end: townFrom(reader, postcode), score: announced() ? 0.9 : 0.8 };
    } else if (
      !isLetter(code) &&
      !isDigit(code) &&
      code !== 0x2e &&
      code !== 0x2d &&
      code !== 0x27 &&
      code !== 0x23
    )
      break;
    at++;
  }
  return announced() ? { end: from, score: 0.6 } : undefined;
}

function townFrom(reader: Reader, postcode: number): number {
  if (!isBlank(reader.code(postcode))) return postcode;
  const town = nameFrom(reader, postcode + 1);
  return town < 0 ? postcode : town;
}
