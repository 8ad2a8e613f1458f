import { describe, expect, it } from "vitest";
import { detector } from "./detector.ts";
import { isIban } from "./identifiers/bank-accounts.ts";
import { readExample } from "./items-proof.ts";
import { items as families } from "./items.generated.ts";
import { matcherSamples } from "./testing/samples.ts";

const seen = (text: string, settings?: Parameters<NonNullable<typeof detector.configure>>[0]) =>
  (settings === undefined ? detector : (detector.configure?.(settings) ?? detector))
    .inspect({ stage: "output", role: "assistant", text })
    .map(({ rule, start, end }) => `${rule}: ${text.slice(start, end)}`);
const identifiers = families.flatMap((family) => family.identifiers);

describe("identifiers", () => {
  it("are at least fifty with a check, all of different ids", () => {
    expect(identifiers.filter(({ power }) => power !== undefined).length).toBeGreaterThanOrEqual(75);
    expect(new Set(identifiers.map(({ id }) => id)).size).toBe(identifiers.length);
  });

  it.each(identifiers.map((one) => [one.id, one] as const))(
    "%s is found among all others",
    (id, { valid }) => {
      for (const example of valid) {
        const { text, marked } = readExample(example);
        const covered = marked.endsWith(")") ? marked.slice(0, -1) : marked;
        const spans = seen(text).map((found) => found.slice(found.indexOf(": ") + 2));
        expect(spans, `${id} in ${text}`).toContain(covered);
      }
    },
  );

  it("speak of the country that is named, where several fit", () => {
    expect(seen("BSN 111222333")).toEqual(["nl-bsn: 111222333"]);
    expect(seen("NHS number 943 476 5919")).toEqual(["uk-nhs: 943 476 5919"]);
    expect(seen("taxId: 536-22-8726, ИНН 500100732259")).toEqual([
      "us-ssn: 536-22-8726",
      "ru-inn: 500100732259",
    ]);
  });

  it("are not what stands in the middle of something else", () => {
    for (const text of [
      "x4111111111111111",
      "4111111111111111_1",
      "1.4111111111111111",
      "@4111111111111111",
      "é4111111111111111",
    ])
      expect(seen(text)).toEqual([]);
  });
});

describe("the registry's own examples of IBANs", () => {
  it.each(
    "AD1200012030200359100100 AE070331234567890123456 AL47212110090000000235698741 AT611904300234573201 AZ21NABZ00000000137010001944 BA391290079401028494 BE68539007547034 BG80BNBG96611020345678 BH67BMAG00001299123456 BR1800360305000010009795493C1 BY13NBRB3600900000002Z00AB00 CH9300762011623852957 CR05015202001026284066 CY17002001280000001200527600 CZ6508000000192000145399 DE89370400440532013000 DK5000400440116243 DO28BAGR00000001212453611324 EE382200221020145685 EG380019000500000000263180002 ES9121000418450200051332 FI2112345600000785 FO6264600001631634 FR1420041010050500013M02606 GB29NWBK60161331926819 GE29NB0000000101904917 GI75NWBK000000007099453 GL8964710001000206 GR1601101250000000012300695 GT82TRAJ01020000001210029690 HR1210010051863000160 HU42117730161111101800000000 IE29AIBK93115212345678 IL620108000000099999999 IQ98NBIQ850123456789012 IS140159260076545510730339 IT60X0542811101000000123456 JO94CBJO0010000000000131000302 KW81CBKU0000000000001234560101 KZ86125KZT5004100100 LB62099900000001001901229114 LC55HEMM000100010012001200023015 LI21088100002324013AA LT121000011101001000 LU280019400644750000 LV80BANK0000435195001 LY83002048000020100120361 MC5811222000010123456789030 MD24AG000225100013104168 ME25505000012345678951 MK07250120000058984 MR1300020001010000123456753 MT84MALT011000012345MTLCAST001S MU17BOMM0101101030300200000MUR NL91ABNA0417164300 NO9386011117947 PK36SCBL0000001123456702 PL61109010140000071219812874 PS92PALS000000000400123456702 PT50000201231234567890154 QA58DOHB00001234567890ABCDEFG RO49AAAA1B31007593840000 RS35260005601001611379 SA0380000000608010167519 SC18SSCB11010000000000001497USD SE4550000000058398257466 SI56263300012039086 SK3112000000198742637541 SM86U0322509800000000270100 SV62CENR00000000000000700025 TL380080012345678910157 TN5910006035183598478831 TR330006100519786457841326 UA213223130000026007233566001 VA59001123000012345678 VG96VPVG0000012345678901 XK051212012345678906".split(
      " ",
    ),
  )("%s is one, written together and in fours", (iban) => {
    expect(isIban(iban)).toBe(true);
    expect(seen(iban)).toEqual([`iban: ${iban}`]);
    const spaced = iban.replaceAll(/(.{4})(?=.)/gu, "$1 ");
    expect(seen(`Pay ${spaced} now`)).toEqual([`iban: ${spaced}`]);
  });
});

describe("what has no layout of its own", () => {
  it.each(matcherSamples)("%s: %s", (rule, sample) => {
    const { text, marked } = readExample(sample);
    expect(seen(text)).toContain(`${rule}: ${marked}`);
  });
});

describe("the settings", () => {
  const text = "ann@example.com, 4111 1111 1111 1111, 111.444.777-35";
  it("take types in and out", () => {
    expect(seen(text, { types: { include: ["email"] } })).toEqual(["email: ann@example.com"]);
    expect(seen(text, { types: { exclude: ["email", "br-cpf"] } })).toEqual([
      "payment-card: 4111 1111 1111 1111",
    ]);
  });

  it("leave out what scores less, and other countries", () => {
    expect(seen(text, { minimumScore: 0.9 })).toEqual([
      "email: ann@example.com",
      "payment-card: 4111 1111 1111 1111",
    ]);
    expect(seen(text, { locales: ["US"] })).toEqual([
      "email: ann@example.com",
      "payment-card: 4111 1111 1111 1111",
    ]);
    expect(seen(text, { locales: ["BR"] })).toHaveLength(3);
    expect(seen("811228-9874", { locales: ["SE"] })).toEqual(["se-personnummer: 811228-9874"]);
    expect(seen("811228-9874", { locales: ["DE", "EE"] })).toEqual([]);
  });

  it("name the field that is wrong, and what was meant", () => {
    expect(() => detector.configure?.({ types: { exclude: ["emial"] } })).toThrow(
      /no type of personal data/u,
    );
    expect(() => detector.configure?.({ locales: ["XX"] })).toThrow(/no identifiers of this country/u);
    expect(() => detector.configure?.({ minimumScore: 2 })).toThrow(/minimumScore|personal data/u);
    expect(() => detector.configure?.({ types: [] })).toThrow(/types must be/u);
  });
});

describe("what names nobody", () => {
  it.each([
    "The company name is Wave Accounting Inc.",
    "the 1980 Mount St. Helens eruption or the 1991 Mount Pinatubo",
    '"name": "Foo Bar"',
  ])("is not seen: %s", (text) => {
    expect(seen(text)).toEqual([]);
  });
});

describe("a megabyte of decoys", () => {
  it.each([
    "1 ",
    "4111 1111 ",
    "a@",
    "1.",
    "+1",
    "(2",
    "A<",
    "ssn 1",
    "0",
    "A ",
    "GB82 ",
    "born ",
    "a.",
    "1 Main ",
    "证1",
    "2:",
  ])("is read once: %s", (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    const found = detector.inspect({ stage: "input", role: "user", text });
    expect(found.length).toBeLessThanOrEqual(text.length / unit.length);
    expect(detector.hold?.(text)).toBeGreaterThanOrEqual(text.length - detector.maxSpan);
  });
});
