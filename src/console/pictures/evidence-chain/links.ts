import type { EvidenceStatus } from "../../../contracts/index.ts";

export type ChainEntry = EvidenceStatus["tail"][number];

/** One entry, and how it hangs on the one before it in the picture. */
export interface ChainLink {
  readonly entry: ChainEntry;
  /** `joined`: names the digest of the entry before. `broken`: names another. `unseen`: the entry before is not in the picture. */
  readonly hold: "joined" | "broken" | "unseen";
}

/**
 * Compares what the picture shows, entry by entry. It is a picture of the newest entries and no
 * substitute for the verification, which reads all of them and computes the digests anew.
 */
export function linksOf(tail: readonly ChainEntry[]): readonly ChainLink[] {
  const ordered = [...tail].sort((a, b) => a.seq - b.seq);
  return ordered.map((entry, index) => {
    const before = ordered[index - 1];
    if (before === undefined || before.seq !== entry.seq - 1) return { entry, hold: "unseen" };
    return { entry, hold: before.digest === entry.prev ? "joined" : "broken" };
  });
}
