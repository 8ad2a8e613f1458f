import type { Arm, Case, RandomSource } from "../../contracts/index.ts";
import { permutation } from "../../stats/index.ts";

const arms: readonly Arm[] = ["attack", "baseline", "benign"];

/**
 * Draws each arm's cases in random order and weaves the arms together in proportion, so that at any
 * moment all three have come about equally far: attack success is never known without utility.
 * Random order is what makes a prefix of the corpus a sample of it.
 */
export function interleaveArms(cases: readonly Case[], random: RandomSource): readonly Case[] {
  const placed = arms.flatMap((arm) => {
    const own = cases.filter((item) => item.arm === arm);
    return permutation(own.length, random.derive(arm)).flatMap((from, to) => {
      const item = own[from];
      return item === undefined ? [] : [{ item, at: (to + 0.5) / own.length }];
    });
  });
  return placed
    .sort((a, b) => a.at - b.at || arms.indexOf(a.item.arm) - arms.indexOf(b.item.arm))
    .map(({ item }) => item);
}
