import type { KeyObject } from "node:crypto";
import type { EvidenceStatus } from "../../contracts/index.ts";
import type { SignedCheckpoint } from "../signing/checkpoint.ts";

export interface VerifyOptions {
  /** The key the writer is known by. Without it, anybody could have written the bundle. */
  readonly key?: KeyObject;
  /** Checkpoints of this bundle that were kept elsewhere. Without one, cutting the end off cannot be seen. */
  readonly checkpoints?: readonly SignedCheckpoint[];
}

/** What kind of thing is wrong. `incomplete` and `unreadable` are no proof of tampering; the others are. */
export type ProblemKind =
  | "altered"
  | "cut"
  | "inserted"
  | "moved"
  | "missing"
  | "key"
  | "incomplete"
  | "unreadable";

export interface Problem {
  readonly kind: ProblemKind;
  /** The ledger sequence number it is about; absent where it is about another file. */
  readonly entry?: number;
  /** One sentence. */
  readonly what: string;
}

/**
 * What `verifyBundle` found: at most 200 problems (the last one then says how many more there are), the newest 50
 * checkpoints and the newest 12 entries.
 */
export interface Verification extends EvidenceStatus {
  readonly schemaVersion: "bartizan.verification/v1";
  readonly id: string;
  readonly kind: "run" | "scan" | "vendor" | "workspace" | "unknown";
  readonly problems: readonly Problem[];
}

const mostProblems = 200;

/** Collects problems, bounded, and says each thing about an entry once. */
export interface Findings {
  add(kind: ProblemKind, what: string, entry?: number): void;
  /** Whether anything speaks of tampering so far. */
  readonly tampered: boolean;
  has(kind: ProblemKind): boolean;
  list(): readonly Problem[];
}

export function createFindings(): Findings {
  const problems: Problem[] = [];
  const kinds = new Set<ProblemKind>();
  const altered = new Set<number>();
  let beyond = 0;
  return {
    add(kind, what, entry) {
      if (kind === "altered" && entry !== undefined) {
        if (altered.has(entry)) return;
        if (altered.size < mostProblems) altered.add(entry);
      }
      kinds.add(kind);
      if (problems.length >= mostProblems - 1) beyond += 1;
      else problems.push(entry === undefined ? { kind, what } : { kind, entry, what });
    },
    get tampered() {
      return [...kinds].some((kind) => kind !== "incomplete" && kind !== "unreadable");
    },
    has: (kind) => kinds.has(kind),
    list: () =>
      beyond === 0
        ? problems
        : [...problems, { kind: "altered", what: `There are ${beyond} more problems.` }],
  };
}
