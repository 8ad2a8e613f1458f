import type { ChainKind, ChainLink } from "../../../contracts/index.ts";

export const box = { width: 268, height: 48 } as const;
const gap = { x: 84, y: 10 } as const;

/** A link with the place of its upper left corner. */
export interface PlacedLink {
  readonly link: ChainLink;
  readonly x: number;
  readonly y: number;
}

const column: Readonly<Record<ChainKind, 0 | 1 | 2>> = {
  base: 0,
  adapter: 0,
  dataset: 0,
  "training-code": 0,
  artifact: 1,
  signature: 2,
  "training-statement": 2,
  "scan-statement": 2,
  bom: 2,
};

/** Left what it was made from, in the middle the artifact, right what others say of it; columns stand centred. */
export function layoutOf(links: readonly ChainLink[]): {
  readonly width: number;
  readonly height: number;
  readonly placed: readonly PlacedLink[];
} {
  const columns = [0, 1, 2].map((c) => links.filter(({ kind }) => column[kind] === c));
  const tall = (count: number): number => Math.max(0, count * (box.height + gap.y) - gap.y);
  const height = Math.max(...columns.map(({ length }) => tall(length)), box.height);
  return {
    width: 3 * box.width + 2 * gap.x,
    height,
    placed: columns.flatMap((own, c) =>
      own.map((link, row) => ({
        link,
        x: c * (box.width + gap.x),
        y: (height - tall(own.length)) / 2 + row * (box.height + gap.y),
      })),
    ),
  };
}

/** The line between a link and the artifact: from the middle of one side to that of the other. */
export function lineBetween(from: PlacedLink, to: PlacedLink): string {
  const [start, end] = [from.x + box.width, to.x];
  const [y0, y1] = [from.y + box.height / 2, to.y + box.height / 2];
  const middle = (start + end) / 2;
  return `M${String(start)} ${String(y0)}C${String(middle)} ${String(y0)} ${String(middle)} ${String(y1)} ${String(end)} ${String(y1)}`;
}
