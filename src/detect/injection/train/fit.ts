import type { RandomSource } from "../../../contracts/index.ts";
import { permutation } from "../../../stats/index.ts";
import { cueBits, wordBits } from "../features/tables.ts";
import { divisor, type Gain } from "../model/windows.ts";
import { FeatureStore } from "./feature-store.ts";

/** A linear model before its weights are made small. */
export interface LinearModel {
  readonly words: Float32Array;
  readonly cues: Float32Array;
  bias: number;
  readonly gain: Gain;
}

export interface Weighted {
  readonly text: string;
  readonly label: 0 | 1;
  readonly weight: number;
  /**
   * How often its words may be looked at, 0 to 1; concepts always are. In a language whose attacks are not
   * in the training set the words of benign texts would say no more than "this language is harmless".
   */
  readonly words: number;
}

export interface FitOptions {
  readonly epochs: number;
  readonly rate: number;
  /** Pull towards the start (zero, or the base model), a step. */
  readonly decay: number;
  /** How often an example is seen by its concepts alone: what carries over to languages never seen. */
  readonly dropWords: number;
  readonly dropCues: number;
  /** A benign text that scores over −margin counts this many times. */
  readonly hardNegatives: number;
  readonly margin: number;
  /** So many models, each with an order of its own, are averaged: what chance put in goes out again. */
  readonly models: number;
  readonly base?: LinearModel;
  readonly gain: Gain;
}

export const defaultFit: FitOptions = {
  epochs: 6,
  rate: 0.5,
  decay: 2e-5,
  dropWords: 0.3,
  dropCues: 0.1,
  hardNegatives: 3,
  margin: 1,
  models: 1,
  gain: { wordFloor: 40, cueFloor: 12, wordCap: 500, cueCap: 120 },
};

export const emptyModel = (gain: Gain): LinearModel => ({
  words: new Float32Array(1 << wordBits),
  cues: new Float32Array(1 << cueBits),
  bias: -1,
  gain,
});

/**
 * Logistic regression by AdaGrad (Duchi et al., 2011) on the window of each text that scores highest
 * (multiple instance learning: of a long document with one bad sentence only that sentence is to be learnt).
 * One thread, seeded: the same examples give the same bits.
 */
export function fit(
  examples: readonly Weighted[],
  random: RandomSource,
  options: FitOptions = defaultFit,
): LinearModel {
  const store = new FeatureStore();
  for (const { text } of examples) store.add(text);
  const first = fitOne(examples, store, random, options);
  for (let i = 1; i < options.models; i++) {
    const next = fitOne(examples, store, random.derive(`model ${i}`), options);
    first.words.forEach((sum, k) => void (first.words[k] = sum + (next.words[k] ?? 0)));
    first.cues.forEach((sum, k) => void (first.cues[k] = sum + (next.cues[k] ?? 0)));
    first.bias += next.bias;
  }
  const share = (sum: number): number => sum / options.models;
  return {
    words: first.words.map(share),
    cues: first.cues.map(share),
    bias: share(first.bias),
    gain: first.gain,
  };
}

function fitOne(
  examples: readonly Weighted[],
  store: FeatureStore,
  random: RandomSource,
  options: FitOptions,
): LinearModel {
  const { base } = options;
  const model: LinearModel = base
    ? { words: base.words.slice(), cues: base.cues.slice(), bias: base.bias, gain: base.gain }
    : emptyModel(options.gain);
  const wordSquares = new Float32Array(model.words.length);
  const cueSquares = new Float32Array(model.cues.length);
  let biasSquares = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const order = permutation(examples.length, random.derive(`order ${epoch}`));
    const dice = random.derive(`dice ${epoch}`);
    for (const i of order) {
      const example = examples[i];
      if (!example) continue;
      const die = dice.next();
      const useWords = die < (1 - options.dropWords) * example.words;
      const useCues = !useWords || die >= options.dropCues;
      const { score, from, to } = store.best(i, model, useWords, useCues);
      if (to === 0) continue;
      const probability = 1 / (1 + Math.exp(-score));
      let slope = (probability - example.label) * example.weight;
      if (example.label === 0 && score > -options.margin) slope *= options.hardNegatives;
      if (Math.abs(slope) < 1e-4) continue;
      biasSquares += slope * slope;
      model.bias -= (0.3 * options.rate * slope) / Math.sqrt(biasSquares + 1e-6);
      const { wordFloor, wordCap, cueFloor, cueCap } = model.gain;
      const learn = (
        weights: Float32Array,
        squares: Float32Array,
        anchor: Float32Array | undefined,
        features: Int32Array,
        first: number,
        last: number,
        floor: number,
        cap: number,
      ): void => step(weights, squares, anchor, features, first, last, slope, floor, cap, options);
      if (useWords)
        learn(
          model.words,
          wordSquares,
          base?.words,
          store.words,
          store.wordAt(i, from),
          store.wordAt(i, to),
          wordFloor,
          wordCap,
        );
      if (useCues)
        learn(
          model.cues,
          cueSquares,
          base?.cues,
          store.cues,
          store.cueAt(i, from),
          store.cueAt(i, to),
          cueFloor,
          cueCap,
        );
    }
  }
  return model;
}

function step(
  weights: Float32Array,
  squares: Float32Array,
  base: Float32Array | undefined,
  features: Int32Array,
  from: number,
  to: number,
  slope: number,
  floor: number,
  cap: number,
  { rate, decay }: FitOptions,
): void {
  const gradient = slope / divisor(to - from, floor, cap);
  const square = gradient * gradient;
  for (let k = from; k < to; k++) {
    const feature = features[k] ?? 0;
    const sum = (squares[feature] ?? 0) + square;
    squares[feature] = sum;
    const weight = weights[feature] ?? 0;
    const anchor = base?.[feature] ?? 0;
    weights[feature] = weight - (rate * gradient) / Math.sqrt(sum + 1e-5) - decay * (weight - anchor);
  }
}
