import { isBlank } from "../letters.ts";
import type { Matcher } from "../matcher.ts";
import type { Reader } from "../reader.ts";
import { digitsFrom } from "./read.ts";

/** A place to within eleven metres: two numbers with four decimals or more, where words speak of a position. */
export const coordinates: Matcher = {
  id: "coordinates",
  about: "Geographic coordinates",
  authority: "ISO 6709 in decimal degrees",
  words: [
    "gps",
    "latitude",
    "longitude",
    "lat",
    "lng",
    "coordinates",
    "location",
    "geolocation",
    "coords",
    "koordinaten",
    "coordonnées",
    "coordenadas",
    "координаты",
    "坐标",
    "座標",
  ],
  begins: ["number"],
  needsWords: true,
  longestFirst: 3,
  match(reader, start) {
    const first = decimal(reader, start, 90);
    if (first < 0) return undefined;
    let at = first;
    if (reader.code(at) === 0xb0) at++;
    if (reader.code(at) === 0x2c) at++;
    if (isBlank(reader.code(at))) at++;
    if (at === first) return undefined;
    if (reader.code(at) === 0x2d) at++;
    const end = decimal(reader, at, 180);
    return end < 0 ? undefined : { end, score: 0.7 };
  },
};

function decimal(reader: Reader, at: number, most: number): number {
  const whole = digitsFrom(reader, at, 3);
  if (whole <= at || reader.code(whole) !== 0x2e) return -1;
  const end = digitsFrom(reader, whole + 1, 15);
  if (end - whole - 1 < 4) return -1;
  return Number(reader.text.slice(at, whole)) <= most ? end : -1;
}
