import { evidenceErrors } from "../errors.ts";
import { isMalformed, longestLine, parseEntry, type Entry } from "./entry.ts";
import { readLines } from "./lines.ts";

/** One step of reading a ledger in order. */
export type LedgerStep =
  /** `line` is without its newline, and only valid until the next step. */
  | { readonly kind: "entry"; readonly entry: Entry; readonly line: Buffer; readonly offset: number }
  /** What an interrupted write left behind the last newline. */
  | { readonly kind: "torn"; readonly bytes: Buffer; readonly offset: number };

/** A place between two entries, by which reading goes on later: what comes next, after what, and where it begins. */
export interface LedgerPosition {
  readonly seq: number;
  /** Digest of the entry before; of the header for the first. */
  readonly prev: string;
  /** Byte in the ledger's file. */
  readonly offset: number;
}

/**
 * Reads a ledger in order and in bounded memory, following the chain from the digest of the header on, or from
 * a position of an earlier reading.
 *
 * @throws EVIDENCE_ALTERED at the first entry that does not follow, EVIDENCE_UNREADABLE
 */
export async function* readLedger(
  path: string,
  headerDigest: string,
  from: LedgerPosition = { seq: 0, prev: headerDigest, offset: 0 },
): AsyncGenerator<LedgerStep> {
  let { prev, seq } = from;
  const altered = (what: string) =>
    evidenceErrors.altered(`Entry ${seq} ${what}.`, { file: path, line: seq + 1, at: `entry ${seq}` });
  try {
    for await (const lines of readLines(path, longestLine, undefined, from.offset)) {
      for (const line of lines) {
        if (line.kind === "torn") {
          yield line;
          continue;
        }
        if (line.kind === "overlong") throw altered(`is longer than ${longestLine} bytes`);
        const entry = parseEntry(line.bytes);
        if (isMalformed(entry)) throw altered(`is ${entry.malformed}`);
        if (entry.seq !== seq) throw altered(`is missing: entry ${entry.seq} stands in its place`);
        if (entry.prev !== prev) throw altered("does not follow the one before it, or that one was altered");
        yield { kind: "entry", entry, line: line.bytes, offset: line.offset };
        prev = entry.digest;
        seq += 1;
      }
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
    throw evidenceErrors.unreadable("The ledger cannot be read.", { file: path }, { cause });
  }
}
