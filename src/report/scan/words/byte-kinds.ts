import type { ArtifactReport, Region } from "../../../contracts/index.ts";

/** A part of the byte map as it is drawn. */
export interface DrawnRegion extends Region {
  /** Index into the kinds; -1 for bytes that nobody claims. */
  readonly kind: number;
}

export interface ByteMap {
  readonly kinds: readonly { readonly name: string; readonly bytes: number }[];
  readonly regions: readonly DrawnRegion[];
  readonly unclaimed: number;
}

/** More kinds cannot be told apart by eye: the last stands for the rest. */
const mostKinds = 7;

/**
 * The byte map of a file for drawing: its regions in order, the gaps between them named, and each given one of a
 * few kinds by the first word of what it is ("tensor model.embed" is of the kind "tensor").
 */
export function byteMap({ bytes, regions }: Pick<ArtifactReport, "bytes" | "regions">): ByteMap {
  const totals = new Map<string, number>();
  for (const { start, end, what } of regions) {
    const name = kindOf(what);
    totals.set(name, (totals.get(name) ?? 0) + end - start);
  }
  const sorted = [...totals].sort((a, b) => b[1] - a[1]);
  const own = sorted.slice(0, sorted.length > mostKinds ? mostKinds - 1 : mostKinds);
  const rest = sorted.slice(own.length).reduce((sum, [, size]) => sum + size, 0);
  const kinds = [...own, ...(rest > 0 ? [["other", rest] as const] : [])].map(([name, size]) => ({
    name,
    bytes: size,
  }));
  const index = new Map(own.map(([name], i) => [name, i]));
  const drawn: DrawnRegion[] = [];
  let reached = 0;
  let unclaimed = 0;
  const gapTo = (end: number): void => {
    if (end <= reached) return;
    drawn.push({ start: reached, end, what: "claimed by nothing", kind: -1 });
    unclaimed += end - reached;
  };
  for (const region of regions.toSorted((a, b) => a.start - b.start)) {
    gapTo(region.start);
    drawn.push({ ...region, kind: index.get(kindOf(region.what)) ?? kinds.length - 1 });
    reached = Math.max(reached, region.end);
  }
  gapTo(bytes);
  return { kinds, regions: drawn, unclaimed };
}

function kindOf(what: string): string {
  const plain = what.replace(/^\d+ parts: /, "");
  const [first = what] = plain.split(/[\s:,]/, 1);
  return first.slice(0, 24) || "other";
}
