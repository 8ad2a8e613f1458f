/** What became of one link of a model's provenance. Silence never reads as agreement. */
export const linkStates = ["matches", "differs", "not-recorded", "not-checked"] as const;
export type LinkState = (typeof linkStates)[number];

/** What stands in a chain: what a model was made from, the model, and what others say of it. */
export const chainKinds = [
  "base",
  "adapter",
  "dataset",
  "training-code",
  "artifact",
  "signature",
  "training-statement",
  "scan-statement",
  "bom",
] as const;
export type ChainKind = (typeof chainKinds)[number];

/** One link: a thing, and how far its digest was held against what is stated of it. */
export interface ChainLink {
  /** Unique in its chain. */
  readonly id: string;
  readonly kind: ChainKind;
  readonly name: string;
  readonly state: LinkState;
  /** Why the state is what it is, in a sentence. */
  readonly why: string;
  /** Hex: what is stated, and what was found. */
  readonly expected?: string;
  readonly found?: string;
  /** Where it was looked at: a scan, or an entry of the workspace's ledger. */
  readonly source?: { readonly scan: string } | { readonly entry: number; readonly at: string };
}

/** Where one model comes from, as far as scans and verifications of a workspace recorded it. */
export interface ProvenanceChain {
  /** The id of the manifest's artifact, or the path that was scanned. */
  readonly subject: string;
  /** As it was scanned. */
  readonly path: string;
  /** In the order of `chainKinds`; every kind has at least one, if only to say that nothing was recorded. */
  readonly links: readonly ChainLink[];
}

/**
 * What `bartizan verify` found out, as an entry of the workspace's ledger tells it. It speaks of bytes, not of names:
 * `files` are the SHA-256 of everything that was looked at, `root` the digest of the whole.
 */
export interface ProvenanceCheck {
  readonly about: "signature" | "training-statement" | "scan-statement" | "bom";
  /** What was verified, from the workspace's folder. */
  readonly path: string;
  /** The signature, statement or bill. */
  readonly document?: string;
  readonly state: LinkState;
  readonly why: string;
  readonly root?: string;
  readonly files: readonly string[];
  /** What a statement or signature lists, where it is one digest. */
  readonly expected?: string;
}
