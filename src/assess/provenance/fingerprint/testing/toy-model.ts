import type { RandomSource } from "../../../../contracts/index.ts";
import { collectFingerprint, type CollectOptions } from "../collect.ts";
import type { Fingerprint } from "../document.ts";

const words =
  "a the tide moon lamp grey letter keeper reads slow bread rises door blue ferry north wind rain".split(" ");

/** A model of a few words: it draws each next word with weights that depend on the word before and on its own seed. */
export function toyAnswer(model: number, prompt: string, random: RandomSource): string {
  let before = prompt.length % words.length;
  const said: string[] = [];
  for (let i = 0; i < 12; i++) {
    const step = (before * (model + 3) + prompt.length + i) % words.length;
    before = (step + random.integer(4)) % words.length;
    said.push(words[before] ?? "");
  }
  return said.join(" ");
}

/** The fingerprint of a toy model; `swapped` is the share of answers that another model gives in its place. */
export function toyFingerprint(
  random: RandomSource,
  options: Partial<CollectOptions> & { readonly model?: number; readonly swapped?: number } = {},
): Promise<Fingerprint> {
  const { model = 1, swapped = 0, ...rest } = options;
  return collectFingerprint({
    subject: { target: "toy" },
    settings: { temperature: 1, other: "0".repeat(64) },
    samples: 8,
    canaryRepeats: 3,
    seed: random.seed,
    takenAt: "2026-11-23T12:00:00.000Z",
    parallel: 1,
    ask: async (probe, { greedy }) => {
      const other = !greedy && random.next() < swapped;
      const chance = greedy ? { ...random, integer: () => 0 } : random;
      return { answer: toyAnswer(other ? model + 1 : model, probe.text, chance) };
    },
    ...rest,
  });
}
