import type { Detector } from "../../src/contracts/index.ts";
import { canaryWord, inspectText } from "../../src/detect/index.ts";
import { evasions, type Evasion } from "../../src/detect/views/testing/evasions.ts";
import { further } from "../../src/detect/views/testing/further.ts";
import { phrases } from "../../src/detect/views/testing/phrases.ts";
import { line, round } from "./timing.ts";

const key = "\x41KIAQ7ZK3M2PV5XW4LTB";

/** Of what is seen when it is written plainly: the share that is no longer seen when it is written otherwise. */
export function benchEvasions(detectors: readonly Detector[]): void {
  const of = (id: string): Detector[] => detectors.filter((detector) => detector.id === id);
  // A canary is a word that is made to survive re-spelling; a key that loses its case is a key no more.
  const canaries = Array.from(
    { length: 10 },
    (_, i) => `my first word is ${canaryWord(7919 * i + 17)} as I was told`,
  );
  const keys = ["the upload uses", "please store", "our key is"].map((before) => `${before} ${key} for now`);
  for (const [name, families] of [
    ["", evasions],
    ["further, ", further],
  ] as const) {
    measure(`${name}injection`, phrases, of("injection"), families);
    measure(`${name}canaries`, canaries, of("canary"), families);
    measure(`${name}secrets, where case is kept`, keys, of("secrets"), families.filter(keepsCase));
  }
}

const keepsCase = ({ evade }: Evasion): boolean => evade("Abc") !== evade("aBC");

function measure(
  name: string,
  texts: readonly string[],
  detectors: readonly Detector[],
  families: readonly Evasion[],
): void {
  const seen = (text: string): boolean =>
    inspectText(detectors, { stage: "input", role: "user", text }).length > 0;
  const plain = texts.filter(seen);
  const missed = new Map<string, number>();
  let tried = 0;
  let bypassed = 0;
  for (const evasion of families) {
    for (const text of plain) {
      tried++;
      if (seen(evasion.evade(text))) continue;
      bypassed++;
      missed.set(evasion.name, (missed.get(evasion.name) ?? 0) + 1);
    }
  }
  const worst = [...missed].toSorted((a, b) => b[1] - a[1]).slice(0, 60);
  line(
    `evasions, ${name}`,
    `bypass ${round((100 * bypassed) / tried)} % of ${tried} (${plain.length} of ${texts.length} seen plainly)`,
  );
  for (const [evasion, count] of worst) line(`  ${evasion}`, `${count} of ${plain.length} missed`);
}
