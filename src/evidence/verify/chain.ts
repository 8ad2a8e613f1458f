import type { Entry } from "../ledger/entry.ts";
import type { Findings } from "./verification.ts";

/**
 * Follows the chain of a ledger that may have been tampered with, and says which entry is to blame.
 *
 * Every entry carries the digest of the one before. Where entry k does not follow k−1, the link from k to
 * k+1 decides: if that one holds, k is as it was written and k−1 was altered; if it does not, k was. At a
 * signed checkpoint the signed digest of its last entry takes the place of the link that follows.
 */
export interface Chain {
  /** The next line is this entry. */
  entry(entry: Entry): void;
  /** The next line is no entry. */
  malformed(why: string): void;
  /** A validly signed checkpoint says that the entry just given was its last, with this digest. */
  signedHead(head: string, since: number): void;
  /** There are no more lines; `expected` entries were signed for. */
  end(expected: number): void;
  /** One more than the highest sequence number seen. */
  readonly next: number;
}

const mostMissing = 1000;

export function createChain(headerDigest: string, findings: Findings): Chain {
  let next = 0;
  // Digests of the lines that claim to be entry next − 1; none where that is not known.
  let before: readonly string[] = [headerDigest];
  // Set while it is open whether entry next − 1 or the one before it is to blame for a broken link.
  let doubt = false;
  let malformed: { count: number; readonly why: string } | undefined;
  // Sequence numbers passed over, with the digest their successor names, where it is known.
  const missing = new Map<number, string | undefined>();
  // An entry that jumps ahead: the line after it decides whether it was moved or others are missing.
  let jumped: Entry | undefined;
  // Entries that stand before their place, with the entry they stand before.
  const early = new Map<number, { readonly entry: Entry; readonly stands: number }>();

  const blame = (seq: number): void =>
    seq < 0
      ? findings.add(
          "altered",
          "The header (bundle.json) was altered: it is not the one the ledger was started with.",
        )
      : findings.add("altered", `Entry ${seq} was altered.`, seq);

  function passOver(from: number, to: number, digestOfLast: string): void {
    for (let seq = from; seq < to; seq += 1) {
      if (missing.size >= mostMissing) {
        findings.add("cut", `Entries ${seq} to ${to - 1} are missing.`, seq);
        return;
      }
      missing.set(seq, seq === to - 1 ? digestOfLast : undefined);
    }
  }

  function settleMalformed(seq: number, prev: string): void {
    if (malformed === undefined) return;
    const { count, why } = malformed;
    malformed = undefined;
    if (seq <= next) {
      findings.add("inserted", `A line that is no entry (${why}) was inserted before entry ${seq}.`, seq);
      return;
    }
    const damaged = Math.min(count, seq - next);
    for (let i = 0; i < Math.min(damaged, mostMissing); i += 1)
      findings.add("altered", `Entry ${next + i} was altered: its line is ${why}.`, next + i);
    passOver(next + damaged, seq, prev);
    next = seq;
    before = [];
    doubt = false;
  }

  function inOrder(entry: Entry): void {
    if (before.length === 0) doubt = false;
    else if (before.includes(entry.prev)) {
      if (doubt) blame(next - 2);
      doubt = false;
    } else if (doubt) {
      blame(next - 1);
      doubt = false;
    } else {
      doubt = true;
    }
    next = entry.seq + 1;
    before = [entry.digest];
  }

  function outOfOrder(entry: Entry): void {
    const { seq } = entry;
    if (missing.has(seq)) {
      const digest = missing.get(seq);
      missing.delete(seq);
      findings.add("moved", `Entry ${seq} was moved: it stands after entry ${next - 1}.`, seq);
      if (digest !== undefined && digest !== entry.digest) blame(seq);
    } else if (before.includes(entry.digest)) {
      findings.add("inserted", `Entry ${seq} stands here twice.`, seq);
    } else {
      findings.add(
        "inserted",
        `A second line that claims to be entry ${seq} stands after entry ${next - 1}.`,
        seq,
      );
      if (seq === next - 1) before = [...before, entry.digest].slice(0, 8);
    }
  }

  function gap(entry: Entry): void {
    if (doubt) blame(next - 1);
    passOver(next, entry.seq, entry.prev);
    next = entry.seq + 1;
    before = [entry.digest];
    doubt = false;
  }

  function settleJump(follower: number | undefined): void {
    if (jumped === undefined) return;
    const entry = jumped;
    jumped = undefined;
    const movedAhead = follower !== undefined && follower < entry.seq && follower >= next;
    if (movedAhead && early.size < mostMissing && !early.has(entry.seq))
      early.set(entry.seq, { entry, stands: next });
    else gap(entry);
  }

  /** Passes the places of entries that stood before them. */
  function settleEarly(seq: number): void {
    for (let one = early.get(next); one !== undefined; one = early.get(next)) {
      early.delete(next);
      if (seq === next) {
        const what = `A line that claims to be entry ${next} was inserted before entry ${one.stands}.`;
        findings.add("inserted", what, next);
        return;
      }
      findings.add("moved", `Entry ${next} was moved: it stands before entry ${one.stands}.`, next);
      inOrder(one.entry);
    }
  }

  return {
    get next() {
      return next;
    },
    entry(entry) {
      settleJump(entry.seq);
      settleMalformed(entry.seq, entry.prev);
      settleEarly(entry.seq);
      if (entry.seq < next) outOfOrder(entry);
      else if (entry.seq === next) inOrder(entry);
      else jumped = entry;
    },
    malformed(why) {
      settleJump(undefined);
      malformed = { count: (malformed?.count ?? 0) + 1, why: malformed?.why ?? why };
    },
    signedHead(head, since) {
      if (before.includes(head)) {
        if (doubt) blame(next - 2);
      } else if (doubt || since >= next - 1) {
        blame(next - 1);
      } else {
        findings.add(
          "altered",
          `Entry ${next - 1} is not the one that was signed; entries ${since} to ${next - 2} may have been rewritten with it.`,
          next - 1,
        );
      }
      doubt = false;
      // Whatever is wrong up to here has been said; what follows must follow what was signed.
      before = before.includes(head) ? [head] : [head, ...before].slice(0, 8);
    },
    end(expected) {
      settleJump(undefined);
      settleEarly(-1);
      for (const [seq, { stands }] of early)
        findings.add("moved", `Entry ${seq} was moved: it stands before entry ${stands}.`, seq);
      settleMalformed(Math.max(next, Math.min(expected, next + (malformed?.count ?? 0))), "");
      if (doubt) {
        findings.add("altered", `Entry ${next - 1} or the one before it was altered.`, next - 1);
        doubt = false;
      }
      passOver(next, expected, "");
      for (const [from, to] of runsOf([...missing.keys()])) {
        const what = from === to ? `Entry ${from} is missing.` : `Entries ${from} to ${to} are missing.`;
        findings.add("cut", what, from);
      }
    },
  };
}

/** Consecutive numbers as ranges, both ends included. */
function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
