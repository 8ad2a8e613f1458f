import type { RandomSource } from "../../../../contracts/index.ts";
import { filters } from "./filters.ts";
import type { Lines, Phrasebook, Phrases } from "./phrasebook.ts";
import type { Template } from "./template.ts";

/** Gives the text of a slot that the phrases do not hold, or undefined when there is no such slot. */
export type Extra = (name: string) => string | undefined;

/** Says templates in one language, drawing every choice. */
export interface Speaker {
  readonly phrases: Phrases;
  say(template: Template, extra?: Extra): string;
  sayOne(lines: Lines, extra?: Extra): string;
}

export const oneOf = <T>(list: readonly T[], random: RandomSource): T => {
  const chosen = list[random.integer(list.length)];
  if (chosen === undefined) throw new RangeError("nothing to choose from");
  return chosen;
};

const MAX_DEPTH = 24;

/**
 * @param language its phrases must be in the book; slots it lacks are taken from `mul`.
 * @throws Error when a slot is nowhere, or slots refer to each other without end.
 */
export function createSpeaker(book: Phrasebook, language: string, random: RandomSource): Speaker {
  const phrases = book.get(language);
  const shared = book.get("mul");
  if (phrases === undefined || shared === undefined) throw new Error(`no phrases for "${language}"`);

  const lines = (name: string): Lines | undefined => {
    const slash = name.indexOf("/");
    if (slash < 0) return phrases.slots.get(name) ?? shared.slots.get(name);
    const family = name.slice(slash + 1);
    return name.startsWith("user/") ? phrases.user.get(family) : phrases.document.get(family);
  };

  const slot = (name: string, extra: Extra | undefined, depth: number): string => {
    const given = extra?.(name);
    if (given !== undefined) return given;
    const found = lines(name);
    if (found !== undefined) return speak(oneOf(found, random), extra, depth + 1);
    const made = madeUp(name, random);
    if (made === undefined) throw new Error(`${language}: no such slot: {${name}}`);
    return made;
  };

  const speak = (template: Template, extra: Extra | undefined, depth: number): string => {
    if (depth > MAX_DEPTH) throw new Error(`${language}: slots refer to each other without end`);
    let text = "";
    for (const piece of template) {
      if (piece.kind === "text") text += piece.text;
      else if (piece.kind === "choice") text += speak(oneOf(piece.options, random), extra, depth + 1);
      else {
        const said = slot(piece.name, extra, depth);
        const changed = piece.filter === undefined ? said : filtered(piece.filter, said, random);
        text += piece.capital ? changed.charAt(0).toUpperCase() + changed.slice(1) : changed;
      }
    }
    return text;
  };

  return {
    phrases,
    say: (template, extra) => tidied(speak(template, extra, 0)),
    sayOne: (list, extra) => tidied(speak(oneOf(list, random), extra, 0)),
  };
}

/** A choice left empty leaves its space behind. */
const tidied = (text: string): string => text.replaceAll(/ ([.,])(?=\s|$)/g, "$1");

function filtered(name: string, text: string, random: RandomSource): string {
  const filter = filters[name];
  if (filter === undefined) throw new Error(`no such filter: ${name}`);
  return filter(text, random);
}

/** Slots made of chance alone: `{n3}` (digits), `{x8}` (hexadecimal digits), `{a4}` (letters). */
function madeUp(name: string, random: RandomSource): string | undefined {
  const found = /^([nxa])(\d{1,2})$/.exec(name);
  if (found === null) return undefined;
  const alphabet =
    found[1] === "n" ? "0123456789" : found[1] === "x" ? "0123456789abcdef" : "abcdefghkmnprstuvwz";
  let text = "";
  for (let at = 0; at < Number(found[2]); at++) {
    // A number does not begin with 0.
    text +=
      found[1] === "n" && at === 0
        ? alphabet.charAt(1 + random.integer(9))
        : alphabet.charAt(random.integer(alphabet.length));
  }
  return text;
}
