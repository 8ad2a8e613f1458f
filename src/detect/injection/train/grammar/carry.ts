import type { RandomSource } from "../../../../contracts/index.ts";
import type { Carrier, Lines } from "./phrasebook.ts";
import { oneOf, type Speaker } from "./speaker.ts";
import { slotsOf, type Template } from "./template.ts";

/** Longest body, in sentences. */
const MAX_SENTENCES = 60;
const MAX_LENGTH = 7_000;

/**
 * A document, mail, page or tool result with one order planted in it: where the template has a place for
 * it (`{payload}`: a comment, a field, a row), else at the start, in the middle or at the end of its body.
 *
 * @param payload undefined: the same carrier without an attack, its places filled with benign sentences.
 */
export function carry(
  carrier: Carrier,
  payload: string | undefined,
  speaker: Speaker,
  random: RandomSource,
): string {
  const template = oneOf(carrier.templates, random);
  const inPlace = slotsOf(template).some((slot) => slot.name === "payload");
  // A body as long as this leaves room for the template.
  let left = MAX_LENGTH - (payload?.length ?? 0);
  let planted = payload === undefined || inPlace;
  return speaker.say(template, (name) => {
    if (name === "payload") return payload ?? sentence(textFor(template, speaker), speaker);
    if (!name.startsWith("body.")) return undefined;
    const lines = speaker.phrases.text.get(name.slice(5));
    if (lines === undefined) throw new Error(`no text for {${name}}`);
    const body = paragraphs(lines, left, speaker, random);
    left -= body.reduce((sum, part) => sum + part.length, 0);
    if (planted || payload === undefined) return joined(body, random);
    planted = true;
    return plant(body, payload, random);
  });
}

const sentence = (lines: Lines, speaker: Speaker): string => speaker.sayOne(lines);

function textFor(template: Template, speaker: Speaker): Lines {
  const body = slotsOf(template).find((slot) => slot.name.startsWith("body."));
  const found =
    speaker.phrases.text.get(body?.name.slice(5) ?? "general") ?? [...speaker.phrases.text.values()][0];
  if (found === undefined) throw new Error(`no benign text in "${speaker.phrases.language}"`);
  return found;
}

/** Sentences in a drawn order, none twice before all were used. Most bodies are short, some very long. */
function paragraphs(lines: Lines, room: number, speaker: Speaker, random: RandomSource): string[] {
  const count = Math.max(1, Math.floor(MAX_SENTENCES ** random.next()));
  const out: string[] = [];
  let pool: Template[] = [];
  let length = 0;
  while (out.length < count) {
    if (pool.length === 0) pool = [...lines];
    const [line] = pool.splice(random.integer(pool.length), 1);
    if (line === undefined) break;
    const text = speaker.say(line);
    if (length + text.length > room) break;
    length += text.length + 1;
    out.push(text);
  }
  return out;
}

const breaks = [" ", " ", " ", "\n", "\n\n"] as const;

function joined(parts: readonly string[], random: RandomSource): string {
  const rough = random.next() < 0.5;
  return parts.reduce(
    (text, part) => text + (text === "" ? "" : rough ? oneOf(breaks, random) : " ") + part,
    "",
  );
}

const fences: readonly (readonly [string, string])[] = [
  [" ", " "],
  [" ", " "],
  [" ", " "],
  ["\n", "\n"],
  ["\n\n", "\n\n"],
  ["\n\n", "\n\n"],
  ["\n\n\n\n\n", "\n\n\n\n"],
  ["\n---\n", "\n---\n"],
  ["\n\n***\n", "\n***\n\n"],
  ["\n=====\n", "\n=====\n"],
  [" (", ") "],
  [" [", "] "],
  ["\n> ", "\n"],
  ["\n- ", "\n"],
  ["\n\n**", "**\n\n"],
  [' "', '" '],
  ["\n\n```\n", "\n```\n\n"],
  [" <!-- ", " --> "],
  ['\n<p style="display:none">', "</p>\n"],
  [" <span style='font-size:0'>", "</span> "],
  ["\nP.S. ", "\n"],
  ["\nNB: ", "\n"],
];

function plant(body: readonly string[], payload: string, random: RandomSource): string {
  const dice = random.next();
  const at = dice < 0.2 ? 0 : dice < 0.55 ? body.length : random.integer(body.length + 1);
  const [open, close] = oneOf(fences, random);
  const before = joined(body.slice(0, at), random);
  const after = joined(body.slice(at), random);
  return `${before}${before === "" ? open.trimStart() : open}${payload}${after === "" ? close.trimEnd() : close}${after}`;
}
