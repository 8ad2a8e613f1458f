import type { HeadDescription } from "../model/index.ts";
import type { LinearModel } from "./fit.ts";

/** Rounds weights to signed bytes. The largest of them set the step, save for one in a thousand that are cut off. */
export function quantise(weights: Float32Array): { readonly bytes: Int8Array; readonly scale: number } {
  const sizes = Float64Array.from(
    weights.filter((weight) => weight !== 0),
    Math.abs,
  ).sort();
  const top = sizes[Math.floor(sizes.length * 0.999)] ?? 0;
  const scale = Math.max(top, 1e-6) / 127;
  const bytes = Int8Array.from(weights, (weight) =>
    Math.max(-127, Math.min(127, Math.round(weight / scale))),
  );
  return { bytes, scale };
}

/** A head as it is shipped, without what calibration and thresholds add. */
export function toHead(model: LinearModel): HeadDescription & { words: Int8Array; cues: Int8Array } {
  const words = quantise(model.words);
  const cues = quantise(model.cues);
  return {
    bias: model.bias,
    gain: model.gain,
    wordScale: words.scale,
    cueScale: cues.scale,
    calibration: { slope: 1, offset: 0 },
    lengthPenalty: 0,
    words: words.bytes,
    cues: cues.bytes,
  };
}

/** The other way, to go on training from shipped weights. */
export const fromHead = (head: HeadDescription & { words: Int8Array; cues: Int8Array }): LinearModel => ({
  words: Float32Array.from(head.words, (step) => step * head.wordScale),
  cues: Float32Array.from(head.cues, (step) => step * head.cueScale),
  bias: head.bias,
  gain: head.gain,
});
