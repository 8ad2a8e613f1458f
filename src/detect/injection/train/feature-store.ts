import { scan } from "../features/scan.ts";
import { addPiece, bestWindow, createPieces, type Gain, type Window } from "../model/windows.ts";

/** What scores the features of a store. */
export interface Scorer {
  readonly words: Float32Array;
  readonly cues: Float32Array;
  readonly bias: number;
  readonly gain: Gain;
}

/**
 * The features of texts, kept piece by piece, so that a text is read once however often it is learnt from.
 * Four bytes a feature: some two hundred megabytes for a hundred thousand texts.
 */
export class FeatureStore {
  words = new Int32Array(1 << 16);
  cues = new Int32Array(1 << 15);
  /** Entry i is the first piece of text i; the last entry is the number of pieces. */
  private readonly texts: number[] = [0];
  private readonly wordEnds: number[] = [0];
  private readonly cueEnds: number[] = [0];
  private count = 0;
  private readonly pieces = createPieces();

  /** Forgets all texts. */
  clear(): void {
    this.count = 0;
    this.texts.length = 1;
  }

  /** Reads a text; texts are numbered in the order they come. */
  add(text: string): void {
    scan(text, (_start, _end, w, n, c, m) => {
      const { count, wordEnds, cueEnds } = this;
      this.words = copied(this.words, wordEnds[count] ?? 0, w, n);
      this.cues = copied(this.cues, cueEnds[count] ?? 0, c, m);
      wordEnds[count + 1] = (wordEnds[count] ?? 0) + n;
      cueEnds[count + 1] = (cueEnds[count] ?? 0) + m;
      this.count = count + 1;
    });
    this.texts.push(this.count);
  }

  /** How many pieces a text has. */
  pieceCount(text: number): number {
    return (this.texts[text + 1] ?? 0) - (this.texts[text] ?? 0);
  }

  /** Where in `words` the features of a piece of a text begin. */
  wordAt(text: number, piece: number): number {
    return this.wordEnds[(this.texts[text] ?? 0) + piece] ?? 0;
  }

  cueAt(text: number, piece: number): number {
    return this.cueEnds[(this.texts[text] ?? 0) + piece] ?? 0;
  }

  /** The window of a text that scores highest; its score is −∞ where the text has no features. */
  best(text: number, model: Scorer, useWords = true, useCues = true): Window {
    const { pieces, words, cues } = this;
    pieces.count = 0;
    const count = this.pieceCount(text);
    for (let i = 0; i < count; i++) {
      const wordFrom = this.wordAt(text, i);
      const wordTo = useWords ? this.wordAt(text, i + 1) : wordFrom;
      const cueFrom = this.cueAt(text, i);
      const cueTo = useCues ? this.cueAt(text, i + 1) : cueFrom;
      let wordSum = 0;
      for (let k = wordFrom; k < wordTo; k++) wordSum += model.words[words[k] ?? 0] ?? 0;
      let cueSum = 0;
      for (let k = cueFrom; k < cueTo; k++) cueSum += model.cues[cues[k] ?? 0] ?? 0;
      addPiece(pieces, i, i + 1, wordSum, wordTo - wordFrom, cueSum, cueTo - cueFrom);
    }
    return bestWindow(pieces, model.bias, model.gain);
  }
}

function copied(
  to: Int32Array<ArrayBuffer>,
  at: number,
  from: Int32Array,
  n: number,
): Int32Array<ArrayBuffer> {
  let room = to;
  while (at + n > room.length) {
    const wider = new Int32Array(2 * room.length);
    wider.set(room);
    room = wider;
  }
  room.set(from.subarray(0, n), at);
  return room;
}
