import type { CueTrack } from "../features/cues.ts";
import { scan } from "../features/scan.ts";
import type { Head } from "./model.ts";
import { addPiece, bestWindow, createPieces } from "./windows.ts";

/** What the classifier says of a text. */
export interface Judgement {
  /** That the text is an attack, on traffic like that it was calibrated on. */
  readonly probability: number;
  readonly score: number;
  /** The window that scores highest, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly pieces: number;
  /** Reused by the next scan. */
  readonly track: CueTrack;
}

const pieces = createPieces();

/** Judges a text by one head: one pass, sums of weights, the best window. Linear. */
export function judge(text: string, head: Head): Judgement {
  const { words, cues, wordScale, cueScale } = head;
  pieces.count = 0;
  const track = scan(text, (start, end, w, n, c, m) => {
    let wordSum = 0;
    for (let k = 0; k < n; k++) wordSum += words[w[k] ?? 0] ?? 0;
    let cueSum = 0;
    for (let k = 0; k < m; k++) cueSum += cues[c[k] ?? 0] ?? 0;
    addPiece(pieces, start, end, wordSum * wordScale, n, cueSum * cueScale, m);
  });
  if (pieces.count === 0) return { probability: 0, score: -20, start: 0, end: 0, pieces: 0, track };
  const best = bestWindow(pieces, head.bias, head.gain);
  const score = best.score - head.lengthPenalty * Math.log2(pieces.count);
  return {
    probability: probabilityOf(score, head),
    score,
    start: pieces.starts[best.from] ?? 0,
    end: pieces.ends[best.to - 1] ?? 0,
    pieces: pieces.count,
    track,
  };
}

export const probabilityOf = (score: number, { calibration }: Pick<Head, "calibration">): number =>
  1 / (1 + Math.exp(-(calibration.slope * score + calibration.offset)));
