import { isBlank } from "../letters.ts";
import type { Matcher } from "../matcher.ts";
import type { Reader } from "../reader.ts";
import { lettersFrom, nameFrom } from "./read.ts";

const titles = new Set([
  "Mr",
  "Mrs",
  "Ms",
  "Miss",
  "Mx",
  "Dr",
  "Prof",
  "Sir",
  "Herr",
  "Frau",
  "Monsieur",
  "Madame",
  "Mme",
  "Mlle",
  "Sr",
  "Sra",
  "Señor",
  "Señora",
  "Sig",
  "Signor",
  "Signora",
  "Dhr",
  "Mevr",
  "Pan",
  "Pani",
]);

/** `my name is `, `patient name: `, `Name: ` at the beginning of a line; not `company name is `. */
const announces =
  /(?:\b(?:my|his|her|full|patient|customer|client|employee|contact) name(?: is|:) |(?:^|[\n,;(]) ?name: ?|heiße )$/u;

/**
 * Names of persons, only where the text says so: a title and a name near words about clients or patients, or
 * two capitalised words right behind `my name is` or `Name:`. Names without that need a model.
 */
export const personName: Matcher = {
  id: "person-name",
  about: "Name of a person, with a title or announced",
  authority: "Customs of writing names",
  words: [
    "patient",
    "patients",
    "customer",
    "client",
    "employee",
    "applicant",
    "tenant",
    "claimant",
    "name",
    "name is",
    "named",
    "resident",
    "policyholder",
    "cardholder",
    "signed",
    "dear",
    "kunde",
    "kundin",
    "patientin",
    "cliente",
    "paciente",
    "paziente",
    "mitarbeiter",
  ],
  begins: ["capital"],
  needsWords: true,
  match(reader, start) {
    const firstEnd = lettersFrom(reader, start);
    if (titles.has(reader.text.slice(start, firstEnd))) {
      let at = firstEnd;
      if (reader.code(at) === 0x2e) at++;
      if (!isBlank(reader.code(at))) return undefined;
      const end = namesFrom(reader, at + 1, 1);
      return end < 0 ? undefined : { end, score: 0.6 };
    }
    const before = reader.text.slice(Math.max(0, start - 24), start).toLowerCase();
    if (!announces.test(before)) return undefined;
    const end = namesFrom(reader, start, 2);
    return end < 0 ? undefined : { end, score: 0.6 };
  },
};

/** Up to four capitalised words, with initials between; -1 where there are fewer than `least`. */
function namesFrom(reader: Reader, from: number, least: number): number {
  let end = -1;
  let at = from;
  for (let count = 0; count < 4; count++) {
    const next = nameFrom(reader, at);
    if (next < 0) {
      const initial = /^[A-Z]\.$/u.test(reader.text.slice(at, at + 2)) && reader.code(at + 2) >= 0;
      if (!initial || count === 0) return count < least ? -1 : end;
      at += 3;
      continue;
    }
    end = next;
    if (!isBlank(reader.code(end))) return count + 1 < least ? -1 : end;
    at = end + 1;
  }
  return end;
}
