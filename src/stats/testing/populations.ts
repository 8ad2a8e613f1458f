import type { RandomSource } from "../../contracts/index.ts";

/** A draw from Beta(a, b) by Jöhnk's rejection method; quick for small a + b. */
export function drawBeta(a: number, b: number, random: RandomSource): number {
  for (;;) {
    const x = random.next() ** (1 / a);
    const y = random.next() ** (1 / b);
    if (x + y > 0 && x + y <= 1) return x / (x + y);
  }
}

/** The mean of `repeats` trials of one case whose own breach probability is `rate`. */
export function caseMean(rate: number, repeats: number, random: RandomSource): number {
  let breaches = 0;
  for (let i = 0; i < repeats; i++) breaches += Number(random.next() < rate);
  return breaches / repeats;
}
