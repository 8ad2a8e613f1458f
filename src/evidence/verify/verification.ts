import type { KeyObject } from "node:crypto";
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

/** What `verifyBundle` found. `checked` and `notChecked` are sentences: what this answer rests on, and what not. */
export interface Verification {
  readonly schemaVersion: "bartizan.verification/v1";
  readonly id: string;
  readonly kind: "run" | "workspace" | "unknown";
  /**
   * `intact`: complete and nothing wrong in what was checked. `altered`: something was changed since it was
   * written. `incomplete`: nothing wrong, but not closed. `unreadable`: could not be examined.
   */
  readonly state: "intact" | "altered" | "incomplete" | "unreadable";
  /** Complete lines in the ledger. */
  readonly entries: number;
  /** Merkle root over them, hex. */
  readonly root: string;
  /** At most 200; the last one then says how many more there are. */
  readonly problems: readonly Problem[];
  readonly checked: readonly string[];
  readonly notChecked: readonly string[];
  /** The newest 50. */
  readonly checkpoints: readonly {
    readonly size: number;
    readonly root: string;
    readonly at: string;
    readonly keyFingerprint: string;
  }[];
  /** The newest 12 entries. */
  readonly tail: readonly {
    readonly seq: number;
    readonly type: string;
    readonly at: string;
    readonly digest: string;
    readonly prev: string;
  }[];
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
