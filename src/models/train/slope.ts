import type { Loss } from "../../contracts/index.ts";
import { softmax } from "./trainer.ts";

/**
 * A loss of one row and its slope over the logits, which it writes: cross-entropy, the lead of the highest other class
 * (`margin`), or that lead by the distance of the first to the third logit (`dlr`, Croce and Hein 2020; of two classes
 * the lead itself, which has no third to be measured by).
 */
export function slopeOf(logits: Float64Array, label: number, loss: Loss, slope: Float64Array): number {
  if (loss === "cross-entropy") {
    slope.set(softmax(logits.slice(), logits.length));
    const chance = slope[label] ?? 0;
    slope[label] = chance - 1;
    return -Math.log(Math.max(chance, 1e-300));
  }
  const order = [...logits.keys()].sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0));
  const [first = 0, second = 0, third] = order;
  const rival = first === label ? second : first;
  const lead = (logits[rival] ?? 0) - (logits[label] ?? 0);
  const reach =
    loss === "margin" || third === undefined ? 1 : (logits[first] ?? 0) - (logits[third] ?? 0) || 1e-12;
  slope.fill(0);
  const add = (at: number, by: number): void => {
    slope[at] = (slope[at] ?? 0) + by;
  };
  add(rival, 1 / reach);
  add(label, -1 / reach);
  if (loss === "dlr" && third !== undefined) {
    add(first, -lead / reach ** 2);
    add(third, lead / reach ** 2);
  }
  return lead / reach;
}
