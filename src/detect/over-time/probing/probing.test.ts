import { expect, it } from "vitest";
import type { RandomSource, Step } from "../../../contracts/index.ts";
import { seededRandom } from "../../../stats/index.ts";
import { likeness, sketchOf } from "../sketch.ts";
import { detector } from "./detector.ts";

const vocabulary = Array.from({ length: 400 }, (_, i) => {
  const random = seededRandom(`word-${i}`);
  return Array.from({ length: 3 + random.integer(6) }, () => "abcdefghilmnoprstuv"[random.integer(19)]).join(
    "",
  );
});
const sentence = (random: RandomSource, words: number): string[] =>
  Array.from({ length: words }, () => vocabulary[random.integer(vocabulary.length)] ?? "");

/** Whether anything signals in a session: `attack` changes two words of a refused request each time. */
function alarmed(seed: string, attack: boolean): boolean {
  const random = seededRandom(seed);
  let memory = detector.init();
  let at = 0;
  let seen = false;
  const step = (stage: Step["stage"], text: string): void => {
    at += 20_000;
    const [next, signals] = detector.step(memory, {
      at,
      stage,
      text,
      session: "s",
      principal: { id: "p", verified: true },
    });
    memory = next;
    seen ||= signals.length > 0;
  };
  let words = sentence(random, 16);
  for (let i = 0; i < (attack ? 8 : 30); i++) {
    if (!attack) words = sentence(random, 4 + random.integer(24));
    else for (let j = 0; j < 2; j++) words[random.integer(words.length)] = sentence(random, 1)[0] ?? "";
    step("input", words.join(" "));
    step(
      "output",
      attack || random.integer(15) === 0 ? "I cannot help with that." : sentence(random, 20).join(" "),
    );
  }
  return seen;
}

it("two benign sessions of a thousand alarm; every scripted attacker does", () => {
  const count = (sessions: number, attack: boolean): number =>
    Array.from({ length: sessions }, (_, i) => alarmed(`${attack}-${i}`, attack)).filter(Boolean).length;
  expect(count(1000, false)).toBe(2);
  expect(count(100, true)).toBe(100);
});

it("sketches agree in about the share the texts have in common", () => {
  const random = seededRandom("sketch");
  let error = 0;
  for (let i = 0; i < 50; i++) {
    const words = sentence(random, 60);
    const other = [...words.slice(0, 40), ...sentence(random, 20)];
    const grams = (text: string): Set<string> =>
      new Set(Array.from({ length: text.length - 4 }, (_, j) => text.slice(j, j + 5)));
    const [a, b] = [grams(words.join(" ")), grams(other.join(" "))];
    error +=
      likeness(sketchOf(words.join(" ")), sketchOf(other.join(" "))) -
      a.intersection(b).size / a.union(b).size;
  }
  expect(Math.abs(error / 50)).toBeLessThan(0.05);
});
