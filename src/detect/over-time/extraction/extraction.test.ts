import { expect, it } from "vitest";
import type { RandomSource } from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { detector } from "./detector.ts";

const letters = "abcdefghilmnoprstuv";
const vocabulary = Array.from({ length: 400 }, (_, i) => {
  const random = seededRandom(`extraction-word-${i}`);
  return Array.from({ length: 3 + random.integer(6) }, () => letters[random.integer(letters.length)]).join(
    "",
  );
});
const words = (random: RandomSource, count: number): string[] =>
  Array.from({ length: count }, () => vocabulary[random.integer(vocabulary.length)] ?? "");

/** The request at which a caller first alarms; 0 for none. */
function alarm(seed: string, attack: boolean): number {
  const random = seededRandom(seed);
  let memory = detector.init();
  let last = words(random, 12);
  const template = words(random, 9);
  for (let i = 1; i <= 100; i++) {
    if (attack) last = [...template, ...words(random, 2)];
    else if (random.integer(6) === 0) last[random.integer(last.length)] = words(random, 1)[0] ?? "";
    else last = words(random, 5 + random.integer(20));
    const step = {
      at: i * 30_000,
      stage: "input",
      text: last.join(" "),
      principal: { id: "p", verified: true },
    } as const;
    const [next, signals] = detector.step(memory, step);
    memory = next;
    if (signals.length > 0) return i;
  }
  return 0;
}

it("no benign caller of a thousand alarms; every scripted extractor does as soon as the window is full", () => {
  const benign = Array.from({ length: 1000 }, (_, i) => alarm(`benign-${i}`, false)).filter((at) => at > 0);
  expect(benign).toEqual([]);
  const attacks = Array.from({ length: 100 }, (_, i) => alarm(`attack-${i}`, true));
  expect(new Set(attacks)).toEqual(new Set([64, 65, 66]));
});
