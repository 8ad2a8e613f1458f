import { readExample } from "../items-proof.ts";
import { items as families } from "../items.generated.ts";

/** What the matchers find, with what announces it; `[[…]]` marks what the signal covers. */
export const matcherSamples: readonly (readonly [string, string])[] = [
  ["email", "mail [[ann.lee+x@mail.example.com]], please"],
  ["email", "[[Jörg@müller.example]]"],
  ["email", "请联系[[wang@example.cn]]。"],
  ["email", "mailto:[[o'brien@example.co.uk]]."],
  ["phone", "[[+44 20 7946 0958]]"],
  ["phone", "[[+491701234567]]"],
  ["phone", "[[+1 (212) 555-0142]] now"],
  ["phone", "[[(212) 555-0142]]"],
  ["phone", "[[212-555-0142]]"],
  ["phone", "Tel. [[030 901820]]"],
  ["phone", "téléphone : [[01 42 68 53 00]]"],
  ["phone", "电话：[[010-12345678]]"],
  ["phone", "call me on [[07700 900123]]."],
  ["ip-address", "client ip [[81.2.69.142]]"],
  ["ip-address", "from [[8.8.4.4]], twice"],
  ["ip-address", "[[2a02:8108:9640:1a::7f]]"],
  ["machine-readable-zone", "[[L898902C36UTO7408122F1204159ZE184226B<<<<<10]]"],
  ["machine-readable-zone", "[[P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<]]"],
  ["machine-readable-zone", "[[D231458907UTO7408122F1204159<<<<<<<6]]"],
  ["machine-readable-zone", "[[I<UTOD231458907<<<<<<<<<<<<<<<]]"],
  ["machine-readable-zone", "[[7408122F1204159UTO<<<<<<<<<<<6]]"],
  ["birth-date", "DOB: [[1980-03-03]]"],
  ["birth-date", "born [[March 3rd, 1980]] in Rome"],
  ["birth-date", "geboren am [[3. März 1980]]"],
  ["birth-date", "date of birth [[03/04/1980]]"],
  ["birth-date", "née le [[3 mars 1980]]"],
  ["birth-date", "nacido el [[3 de marzo de 1980]]"],
  ["birth-date", "生年月日：[[1980年3月3日]]"],
  ["birth-date", "дата рождения [[03.03.1980]]"],
  ["coordinates", "GPS [[51.50740, -0.12780]]"],
  ["person-name", "patient [[Mrs. Ann Lee]] arrived"],
  ["person-name", "my name is [[Ann Mary Lee]]."],
  ["postal-address", "[[742 Evergreen Terrace, Springfield, IL 62704]]"],
  ["postal-address", "[[10 Downing Street, London SW1A 2AA]]"],
  ["postal-address", "[[12 rue de la Paix, 75002 Paris]]"],
  ["postal-address", "[[Musterstraße 12, 12345 Berlin]]"],
  ["postal-address", "[[Keizersgracht 123, 1015 CJ Amsterdam]]"],
  ["postal-address", "[[Calle Mayor 12, 28013 Madrid]]"],
  ["postal-address", "[[Via Roma 12, 00184 Roma]]"],
  ["postal-address", "[[Bahnhofstrasse 1, 8001 Zürich]]"],
  ["postal-address", "she lives at [[12 High Street]]"],
];

/** Every example of every identifier, and of every matcher. */
export const sampleTexts: readonly string[] = [
  ...families.flatMap(({ identifiers }) =>
    identifiers.flatMap(({ valid, invalid }) => [...valid, ...invalid]),
  ),
  ...matcherSamples.map(([, sample]) => sample),
].map((example) => readExample(example).text);
