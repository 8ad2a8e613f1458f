import type { RandomSource } from "../../../../contracts/index.ts";
import type { Example, ExampleRole } from "../example.ts";
import { carry } from "./carry.ts";
import { readPhrasebook, type Carrier, type Lines, type Phrasebook, type Phrases } from "./phrasebook.ts";
import { createSpeaker, oneOf, type Speaker } from "./speaker.ts";
import { styled } from "./style.ts";
import { slotsOf, type Template } from "./template.ts";

export interface Attack extends Example {
  readonly label: 1;
  readonly source: "grammar";
}

export interface GrammarOptions {
  /** How many texts. */
  readonly count: number;
  /** Shares of the roles; default: half user, the rest documents and tool results. */
  readonly roles?: Readonly<Record<ExampleRole, number>>;
  /** Share of English; the other languages share the rest evenly. Default 0.5. */
  readonly english?: number;
  readonly families?: readonly string[];
  readonly languages?: readonly string[];
}

const defaultRoles: Readonly<Record<ExampleRole, number>> = { user: 0.5, document: 0.3, tool: 0.2 };
/** UTF-8 bytes. */
const MAX_BYTES = 8192;

let loaded: Phrasebook | undefined;
const phrasebook = (): Phrasebook => (loaded ??= readPhrasebook());

/** Languages that attacks are written in: all but the one that needs no words. */
const speakable = (): readonly string[] => [...phrasebook().keys()].filter((language) => language !== "mul");

/** One kind of attack in one language. */
interface Source {
  readonly family: string;
  readonly language: string;
  /** As the user types it, as what is planted in a document, or a wrapper with its role. */
  readonly kind: "user" | "document" | ExampleWrap;
}
interface ExampleWrap {
  readonly wrap: ExampleRole;
  readonly from: string;
}

/** The families there are, with the roles and the languages each comes in. */
export function attackFamilies(): readonly {
  readonly family: string;
  readonly roles: readonly ExampleRole[];
  readonly languages: readonly string[];
}[] {
  const found = new Map<string, { roles: Set<ExampleRole>; languages: Set<string> }>();
  for (const role of ["user", "document", "tool"] as const)
    for (const source of sourcesOf(phrasebook(), role)) {
      const entry = found.get(source.family) ?? { roles: new Set(), languages: new Set() };
      entry.roles.add(role);
      entry.languages.add(saidIn(source));
      found.set(source.family, entry);
    }
  return [...found].map(([family, { roles, languages }]) => ({
    family,
    roles: [...roles],
    languages: [...languages].sort(),
  }));
}

/**
 * Attacks without end, all of our own wording: a compositional grammar over the phrase files. The same seed
 * gives the same texts. No text comes twice in one run.
 *
 * @throws RangeError when `families` and `languages` leave nothing to draw from.
 * @example [...generateAttacks(seededRandom("train-1"), { count: 20_000 })]
 */
export function* generateAttacks(random: RandomSource, options: GrammarOptions): Generator<Attack> {
  const studio = createStudio(random, options);
  const seen = new Set<string>();
  for (let made = 0; made < options.count; made++) {
    let attack = studio.attack();
    // A short family may be exhausted; then a text may come again rather than never end.
    for (let again = 0; again < 12 && seen.has(attack.text); again++) attack = studio.attack();
    seen.add(attack.text);
    yield attack;
  }
}

/**
 * Benign twins: the same carriers as the attacks come in, filled with the same benign sentences, and
 * nothing planted. Without them a classifier learns the carriers instead of the attacks.
 */
export function* generateCarriers(random: RandomSource, options: GrammarOptions): Generator<Example> {
  const studio = createStudio(random, options);
  for (let made = 0; made < options.count; made++) yield studio.carrier();
}

interface Studio {
  attack(): Attack;
  carrier(): Example;
}

function createStudio(random: RandomSource, options: GrammarOptions): Studio {
  const book = phrasebook();
  const shares = options.roles ?? defaultRoles;
  const speakers = new Map<string, Speaker>();
  const speakerOf = (language: string): Speaker => {
    const known = speakers.get(language) ?? createSpeaker(book, language, random);
    speakers.set(language, known);
    return known;
  };
  const wanted = (source: Source): boolean =>
    (options.families?.includes(source.family) ?? true) &&
    (options.languages?.includes(source.language) ?? true);
  const byRole = new Map(
    (["user", "document", "tool"] as const).map((role) => [
      role,
      byLanguage(sourcesOf(book, role).filter(wanted)),
    ]),
  );
  const english = options.english ?? 0.5;
  const usable = (["user", "document", "tool"] as const).filter(
    (role) => shares[role] > 0 && (byRole.get(role)?.size ?? 0) > 0,
  );
  if (usable.length === 0) throw new RangeError("no attack of such a role, family and language");

  const drawRole = (roles: readonly ExampleRole[]): ExampleRole => {
    let dice = random.next() * roles.reduce((sum, role) => sum + shares[role], 0);
    for (const role of roles) if ((dice -= shares[role]) < 0) return role;
    return roles[0] ?? "user";
  };

  return {
    attack: () => {
      const role = drawRole(usable);
      const language = drawLanguage([...(byRole.get(role)?.keys() ?? [])], english, random);
      const source = oneOf(byRole.get(role)?.get(language) ?? [], random);
      let text = drawText(source, role, speakerOf, random);
      for (let again = 0; again < 20 && (text.trim() === "" || !fits(text)); again++)
        text = drawText(source, role, speakerOf, random);
      return {
        text: cut(text),
        label: 1,
        role,
        family: source.family,
        language: saidIn(source),
        source: "grammar",
      };
    },
    carrier: () => {
      const role = drawRole((["document", "tool"] as const).filter((role) => shares[role] > 0));
      const withCarriers = [...book.values()].filter(
        ({ language, text, carriers }) =>
          text.size > 0 &&
          carriers.some((carrier) => carrier.roles.includes(role)) &&
          (options.languages?.includes(language) ?? true),
      );
      const language = drawLanguage(
        withCarriers.map((phrases) => phrases.language),
        english,
        random,
      );
      const speaker = speakerOf(language);
      const carrier = oneOf(carriersFor(speaker, role), random);
      const text = cut(carry(carrier, undefined, speaker, random));
      return {
        text,
        label: 0,
        role,
        family: `carrier-${carrier.name}`,
        language,
        source: "grammar-carriers",
      };
    },
  };
}

const saidIn = ({ family, language }: Source): string =>
  family.endsWith("mixed-language") ? "mul" : language;

const fits = (text: string): boolean => text.length * 3 <= MAX_BYTES || Buffer.byteLength(text) <= MAX_BYTES;

/** What could not be drawn short enough is cut at its end. */
function cut(text: string): string {
  if (fits(text)) return text.toWellFormed();
  return Buffer.from(text.toWellFormed())
    .subarray(0, MAX_BYTES - 3)
    .toString("utf8")
    .replace(/\uFFFD$/u, "");
}

/** What can be drawn for a role; what weighs more stands in the list more often. */
function sourcesOf(book: Phrasebook, role: ExampleRole): readonly Source[] {
  const out: Source[] = [];
  for (const phrases of book.values()) {
    const { language, user, document, wrap } = phrases;
    const add = (source: Source): void => {
      for (let times = phrases.weights.get(source.family) ?? 1; times > 0; times--) out.push(source);
    };
    if (role === "user") for (const family of user.keys()) add({ family, language, kind: "user" });
    else if (canCarry(phrases, role))
      for (const family of document.keys()) add({ family, language, kind: "document" });
    for (const [family, { role: wrapRole }] of wrap) {
      if ((wrapRole === "user") !== (role === "user")) continue;
      const kind = { wrap: wrapRole, from: language };
      // What needs no language goes around attacks of every language that has them.
      if (language !== "mul") add({ family, language, kind });
      else
        for (const inner of book.values())
          if (inner.user.size > 0 && (role === "user" || canCarry(inner, role)))
            add({ family, language: inner.language, kind });
    }
  }
  return out;
}

const canCarry = (phrases: Phrases | undefined, role: ExampleRole): boolean =>
  phrases?.carriers.some((carrier) => carrier.roles.includes(role)) ?? false;

function byLanguage(sources: readonly Source[]): Map<string, readonly Source[]> {
  const out = new Map<string, Source[]>();
  for (const source of sources) out.set(source.language, [...(out.get(source.language) ?? []), source]);
  return out;
}

function drawLanguage(languages: readonly string[], english: number, random: RandomSource): string {
  const others = languages.filter((language) => language !== "en");
  if (others.length === 0) return "en";
  return languages.includes("en") && random.next() < english ? "en" : oneOf(others, random);
}

const carriersFor = (speaker: Speaker, role: ExampleRole): readonly Carrier[] =>
  speaker.phrases.carriers.filter((carrier) => carrier.roles.includes(role));

/**
 * `{attack}`: something a user says; `{order}`: something planted in documents; both in this language.
 * `{foreign}` and `{foreign-order}` are the same in any language.
 * What holds such a place itself is not put into one.
 */
function innerAttack(
  speaker: Speaker,
  foreign: () => Speaker,
  random: RandomSource,
): (name: string) => string | undefined {
  const { user, document, weights } = speaker.phrases;
  const plain = (families: ReadonlyMap<string, Lines>): string => {
    const names = [...families.keys()].flatMap((name) => Array<string>(weights.get(name) ?? 1).fill(name));
    const lines = (families.get(oneOf(names, random)) ?? []).filter(isPlain);
    return lines.length === 0 ? plain(families) : speaker.sayOne(lines);
  };
  return (name) => {
    if (name === "attack") return plain(user);
    if (name === "foreign") return innerAttack(foreign(), foreign, random)("attack");
    if (name === "foreign-order") return innerAttack(foreign(), foreign, random)("order");
    return name === "order" ? plain(document.size > 0 ? document : user) : undefined;
  };
}

const plainTemplates = new WeakMap<Template, boolean>();
function isPlain(template: Template): boolean {
  const known =
    plainTemplates.get(template) ??
    !slotsOf(template).some((slot) => slot.name === "attack" || slot.name === "order");
  plainTemplates.set(template, known);
  return known;
}

function drawText(
  source: Source,
  role: ExampleRole,
  speakerOf: (language: string) => Speaker,
  random: RandomSource,
): string {
  const speaker = speakerOf(source.language);
  const foreign = (): Speaker => speakerOf(oneOf(speakable(), random));
  const inner = innerAttack(speaker, foreign, random);
  if (source.kind === "user") {
    return styled(speaker.sayOne(speaker.phrases.user.get(source.family) ?? [], inner), random);
  }
  if (source.kind === "document") {
    const order = speaker.sayOne(speaker.phrases.document.get(source.family) ?? [], inner);
    const payload = random.next() < 0.7 ? order : styled(order, random);
    return carry(oneOf(carriersFor(speaker, role), random), payload, speaker, random);
  }
  const templates = speakerOf(source.kind.from).phrases.wrap.get(source.family)?.templates ?? [];
  const text = speaker.sayOne(templates, inner);
  return role === "user" || random.next() < 0.3 || source.kind.wrap === "tool"
    ? text
    : carry(oneOf(carriersFor(speaker, role), random), text, speaker, random);
}
