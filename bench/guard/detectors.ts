import type { Detector, Stage } from "../../src/contracts/index.ts";
import { inspectText, viewsOf } from "../../src/detect/index.ts";
import { headOf, judge, shippedModel } from "../../src/detect/injection/model/index.ts";
import { denseTexts, prose, proseTexts } from "./texts.ts";
import { bestOf, line, round } from "./timing.ts";

const kilobyte = 1024;

/** What a kilobyte costs in each detector, in the classifier alone, and in making the views. */
export function benchDetectors(detectors: readonly Detector[]): void {
  const [easy, dense] = [proseTexts, denseTexts].map((make) => {
    const text = make("detectors");
    return Array.from({ length: 400 }, () => text(kilobyte));
  });
  const texts = easy ?? [];
  for (const stage of ["input", "output"] as const) {
    const each = perDetector(detectors, stage, texts);
    const hard = perDetector(detectors, stage, dense ?? []);
    const sum = (of: ReadonlyMap<string, number>): string =>
      round([...of.values()].reduce((a, b) => a + b, 0));
    line(`detectors, stage ${stage}, together`, `${sum(each)} µs/KB of prose, ${sum(hard)} dense`);
    for (const [id, micros] of [...each].toSorted((a, b) => b[1] - a[1]))
      line(`  ${id}`, `${round(micros)} µs/KB, ${round(hard.get(id) ?? Number.NaN)} dense`);
  }
  const views = (of: readonly string[]): string =>
    round(bestOf(7, of.length, (i) => viewsOf(of[i] ?? "", "decoded")));
  line("making the views", `${views(texts)} µs/KB of prose, ${views(dense ?? [])} dense`);
  const accents = Array.from(
    { length: 200 },
    (_, i) => `Größe ${i}: ${prose.replaceAll("o", "ö").slice(0, 1000)}`,
  );
  line("making the views, Latin with many accents", `${views(accents)} µs/KB`);
  const { heads } = shippedModel();
  const classifier = (of: readonly string[]): string =>
    round(bestOf(7, of.length, (i) => judge(of[i] ?? "", heads[headOf("user")])));
  line("the classifier alone", `${classifier(texts)} µs/KB of prose, ${classifier(dense ?? [])} dense`);
}

function perDetector(
  detectors: readonly Detector[],
  stage: Stage,
  texts: readonly string[],
): Map<string, number> {
  const role = stage === "output" ? "assistant" : "user";
  const context = { instructions: [prose], canaries: [], userTexts: [texts[0] ?? ""], tools: [] };
  const best = new Map<string, number>();
  for (let turn = 0; turn < 8; turn++) {
    const sums = new Map<string, number>();
    for (const text of texts)
      inspectText(
        detectors,
        { stage, role, text, context },
        { took: ({ id }, micros) => sums.set(id, (sums.get(id) ?? 0) + micros) },
      );
    for (const [id, sum] of sums) best.set(id, Math.min(best.get(id) ?? Infinity, sum / texts.length));
  }
  return best;
}
