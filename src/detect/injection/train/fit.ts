import type { RandomSource } from "../../../contracts/index.ts";
import { permutation } from "../../../stats/index.ts";
import { scan } from "../features/scan.ts";
import { cueBits, wordBits } from "../features/tables.ts";
import { addPiece, bestWindow, createPieces, divisor, type Gain } from "../model/windows.ts";

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
  const { base } = options;
  const model: LinearModel = base
    ? { words: base.words.slice(), cues: base.cues.slice(), bias: base.bias, gain: base.gain }
    : emptyModel(options.gain);
  const wordSquares = new Float32Array(model.words.length);
  const cueSquares = new Float32Array(model.cues.length);
  let biasSquares = 0;
  const reader = createReader();
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const order = permutation(examples.length, random.derive(`order ${epoch}`));
    const dice = random.derive(`dice ${epoch}`);
    for (const i of order) {
      const example = examples[i];
      if (!example) continue;
      const die = dice.next();
      const useWords = die < (1 - options.dropWords) * example.words;
      const useCues = !useWords || die >= options.dropCues;
      reader.read(example.text);
      const { score, from, to } = reader.best(model, useWords, useCues);
      if (to === 0) continue;
      const probability = 1 / (1 + Math.exp(-score));
      let slope = (probability - example.label) * example.weight;
      if (example.label === 0 && score > -options.margin) slope *= options.hardNegatives;
      if (Math.abs(slope) < 1e-4) continue;
      biasSquares += slope * slope;
      model.bias -= (0.3 * options.rate * slope) / Math.sqrt(biasSquares + 1e-6);
      if (useWords)
        step(
          model.words,
          wordSquares,
          base?.words,
          reader.words,
          reader.wordAt(from),
          reader.wordAt(to),
          slope,
          model.gain.wordFloor,
          model.gain.wordCap,
          options,
        );
      if (useCues)
        step(
          model.cues,
          cueSquares,
          base?.cues,
          reader.cues,
          reader.cueAt(from),
          reader.cueAt(to),
          slope,
          model.gain.cueFloor,
          model.gain.cueCap,
          options,
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

/** The features of a text, kept piece by piece, so that a window of it can be learnt. */
export function createReader() {
  let words: Int32Array = new Int32Array(1 << 16);
  let cues: Int32Array = new Int32Array(1 << 15);
  let count = 0;
  const wordEnds: number[] = [0];
  const cueEnds: number[] = [0];
  const spans: number[] = [];
  const pieces = createPieces();
  const copy = (to: Int32Array, at: number, from: Int32Array, n: number): Int32Array => {
    let room = to;
    while (at + n > room.length) {
      const wider = new Int32Array(2 * room.length);
      wider.set(room);
      room = wider;
    }
    room.set(from.subarray(0, n), at);
    return room;
  };
  return {
    get words() {
      return words;
    },
    get cues() {
      return cues;
    },
    wordAt: (piece: number): number => wordEnds[piece] ?? 0,
    cueAt: (piece: number): number => cueEnds[piece] ?? 0,
    read(text: string): void {
      count = 0;
      scan(text, (start, end, w, n, c, m) => {
        words = copy(words, wordEnds[count] ?? 0, w, n);
        cues = copy(cues, cueEnds[count] ?? 0, c, m);
        spans[2 * count] = start;
        spans[2 * count + 1] = end;
        wordEnds[count + 1] = (wordEnds[count] ?? 0) + n;
        cueEnds[count + 1] = (cueEnds[count] ?? 0) + m;
        count++;
      });
    },
    /** How many pieces the text has. */
    get count() {
      return count;
    },
    best(model: LinearModel, useWords = true, useCues = true) {
      pieces.count = 0;
      for (let i = 0; i < count; i++) {
        const wordFrom = wordEnds[i] ?? 0;
        const wordTo = useWords ? (wordEnds[i + 1] ?? 0) : wordFrom;
        const cueFrom = cueEnds[i] ?? 0;
        const cueTo = useCues ? (cueEnds[i + 1] ?? 0) : cueFrom;
        let wordSum = 0;
        for (let k = wordFrom; k < wordTo; k++) wordSum += model.words[words[k] ?? 0] ?? 0;
        let cueSum = 0;
        for (let k = cueFrom; k < cueTo; k++) cueSum += model.cues[cues[k] ?? 0] ?? 0;
        addPiece(
          pieces,
          spans[2 * i] ?? 0,
          spans[2 * i + 1] ?? 0,
          wordSum,
          wordTo - wordFrom,
          cueSum,
          cueTo - cueFrom,
        );
      }
      return bestWindow(pieces, model.bias, model.gain);
    },
  };
}
