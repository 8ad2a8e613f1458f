const english = new Set([
  "street",
  "st",
  "avenue",
  "ave",
  "road",
  "rd",
  "boulevard",
  "blvd",
  "lane",
  "ln",
  "drive",
  "dr",
  "court",
  "ct",
  "terrace",
  "way",
  "place",
  "pl",
  "square",
  "sq",
  "close",
  "crescent",
  "highway",
  "hwy",
  "parkway",
  "pkwy",
  "gardens",
  "mews",
  "grove",
  "hill",
]);
const french = new Set([
  "rue",
  "avenue",
  "boulevard",
  "place",
  "chemin",
  "allée",
  "impasse",
  "quai",
  "cours",
  "route",
]);
const before = new Set([
  "Calle",
  "Avenida",
  "Avda",
  "Plaza",
  "Paseo",
  "Carrer",
  "Via",
  "Viale",
  "Piazza",
  "Corso",
  "Vicolo",
  "Rua",
  "Travessa",
  "Praça",
  "Alameda",
  "Ulica",
  "Rue",
]);
const endings = [
  "strasse",
  "straße",
  "weg",
  "platz",
  "allee",
  "gasse",
  "gracht",
  "straat",
  "laan",
  "plein",
  "gatan",
  "gata",
  "vägen",
  "gade",
  "vej",
  "veien",
  "katu",
  "tie",
];

export const isEnglishStreet = (word: string): boolean => english.has(word.toLowerCase());
export const isFrenchStreet = (word: string): boolean => french.has(word.toLowerCase());

/** Whether a capitalised word is, or ends as, the name of a street that its number follows. */
export function isStreetWord(text: string, start: number, end: number): boolean {
  if (end - start < 3 || end - start > 40) return false;
  const word = text.slice(start, end);
  return (
    before.has(word) || endings.some((ending) => word.length > ending.length + 1 && word.endsWith(ending))
  );
}
