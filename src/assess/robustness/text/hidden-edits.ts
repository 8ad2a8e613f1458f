import type { RandomSource } from "../../../contracts/index.ts";
import { lookalikes } from "../../../detect/index.ts";
import type { EditedText, TextAttack } from "./text-attack.ts";

export type HiddenEdit = "invisible" | "confusable" | "deletion" | "reordering";

export interface HiddenEditOptions {
  /** Places changed at most (default 5). */
  readonly edits?: number;
  /** Candidates of a generation, and generations (defaults 32 and 10). */
  readonly population?: number;
  readonly generations?: number;
}

/**
 * Changes a reader does not see, placed by differential evolution (Boucher et al., "Bad characters", 2022; Storn and
 * Price 1997, rand/1/bin): invisible characters, letters of other scripts that look the same, a character with a
 * backspace behind it, two characters exchanged and shown in order by bidirectional controls.
 */
export function hiddenEdits(kind: HiddenEdit, options: HiddenEditOptions = {}): TextAttack {
  const { edits = 5, population = 32, generations = 10 } = options;
  return {
    name: `hidden-${kind}`,
    *steps({ example, random, margins }) {
      const places = placesFor(kind, example.text);
      if (places.length === 0) return undefined;
      const genes = 2 * Math.min(edits, places.length);
      const build = (genome: Float64Array): EditedText => apply(kind, example.text, places, genome);
      let members = Array.from({ length: population }, (): Float64Array =>
        Float64Array.from({ length: genes }, () => random.next()),
      );
      let fitness = margins(yield members.map(build));
      for (let generation = 0; generation < generations; generation++) {
        const trials = members.map((member, i) => cross(member, members, i, random));
        const told = margins(yield trials.map(build));
        const better = (i: number): boolean => (told[i] ?? Infinity) <= (fitness[i] ?? Infinity);
        const chosen = members.map((member, i) => (better(i) ? (trials[i] ?? member) : member));
        fitness = fitness.map((value, i) => (better(i) ? (told[i] ?? value) : value));
        members = chosen;
      }
      return undefined;
    },
  };
}

const weight = 0.7;
const crossing = 0.7;

/** A trial: another member moved by the difference of two more, mixed with this one. Genes stay in [0, 1). */
function cross(
  member: Float64Array,
  members: readonly Float64Array[],
  i: number,
  random: RandomSource,
): Float64Array {
  const pick = (): Float64Array =>
    members[(i + 1 + random.integer(Math.max(1, members.length - 1))) % members.length] ?? member;
  const [a, b, c] = [pick(), pick(), pick()];
  const certain = random.integer(member.length);
  return member.map((gene, g) => {
    if (g !== certain && random.next() >= crossing) return gene;
    const value = (a[g] ?? 0) + weight * ((b[g] ?? 0) - (c[g] ?? 0));
    return value >= 0 && value < 1 ? value : random.next();
  });
}

/** Characters shown like a Latin letter, by the letter. */
const looksLike: ReadonlyMap<string, readonly string[]> = (() => {
  const map = new Map<string, string[]>();
  for (const [char, letter] of lookalikes) map.set(letter, [...(map.get(letter) ?? []), char]);
  return map;
})();

// Zero-width space, non-joiner, joiner; word joiner.
const invisible = [0x200b, 0x200c, 0x200d, 0x2060].map((code) => String.fromCodePoint(code));
const backspace = "\b";
// Left-to-right override, right-to-left override, isolates, and their ends.
const [lro, rlo, pdf, lri, pdi] = [0x202d, 0x202e, 0x202c, 0x2066, 0x2069].map((code) =>
  String.fromCodePoint(code),
);

function placesFor(kind: HiddenEdit, text: string): readonly number[] {
  const chars = Array.from(text);
  const all = [...chars.keys()];
  if (kind === "confusable") return all.filter((i) => looksLike.has(chars[i] ?? ""));
  return kind === "reordering" ? all.slice(0, -1) : all;
}

/** Genes in pairs: where, and which of the characters to choose from. Two for one place are one edit. */
function apply(kind: HiddenEdit, text: string, places: readonly number[], genome: Float64Array): EditedText {
  const chars = Array.from(text);
  const choices = new Map<number, number>();
  for (let g = 0; g + 1 < genome.length; g += 2) {
    const place = places[Math.floor((genome[g] ?? 0) * places.length)] ?? 0;
    // An exchange takes the character behind it too: neighbours would undo each other.
    if (kind === "reordering" && (choices.has(place - 1) || choices.has(place + 1))) continue;
    choices.set(place, genome[g + 1] ?? 0);
  }
  for (const [place, choice] of choices) {
    const char = chars[place] ?? "";
    const of = (list: readonly string[]): string => list[Math.floor(choice * list.length)] ?? "";
    switch (kind) {
      case "invisible":
        chars[place] = of(invisible) + char;
        break;
      case "confusable":
        chars[place] = of(looksLike.get(char) ?? [char]);
        break;
      case "deletion":
        chars[place] = char + String.fromCodePoint(97 + Math.floor(choice * 26)) + backspace;
        break;
      case "reordering":
        chars[place] =
          `${lro}${lri}${rlo}${lri}${chars[place + 1] ?? ""}${pdi}${lri}${char}${pdi}${pdf}${pdi}${pdf}`;
        chars[place + 1] = "";
        break;
      default:
        kind satisfies never;
    }
  }
  return { text: chars.join(""), edits: choices.size };
}
