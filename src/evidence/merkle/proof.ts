import { createTree, nodeHash, type Hash, type MerkleTree } from "./tree.ts";

/** The leaves from `start` up to, not including, `end`; its hash is the Merkle tree hash of just these. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** The largest power of two smaller than `n`. `n` is at least 2. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/**
 * The subtrees whose hashes prove that leaf `index` is in the tree of `size` leaves, in the order of the
 * proof (RFC 6962, 2.1.1). Which subtrees they are depends on the numbers alone, so the hashes can be
 * computed in one pass over the ledger with O(log² n) memory.
 *
 * @throws RangeError unless 0 ≤ index < size.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`There is no leaf ${index} among ${size}`);
  const path = (start: number, end: number): LeafRange[] => {
    if (end - start === 1) return [];
    const middle = start + splitOf(end - start);
    return index < middle
      ? [...path(start, middle), { start: middle, end }]
      : [...path(middle, end), { start, end: middle }];
  };
  return path(0, size);
}

/**
 * The subtrees whose hashes prove that the tree of `older` leaves is a prefix of the tree of `newer`
 * leaves, in the order of the proof (RFC 6962, 2.1.2). Empty when the sizes are equal.
 *
 * @throws RangeError unless 0 < older ≤ newer.
 */
export function consistencyRanges(older: number, newer: number): LeafRange[] {
  if (!(older > 0 && older <= newer)) throw new RangeError(`${older} is no earlier size of ${newer}`);
  const subproof = (start: number, end: number, whole: boolean): LeafRange[] => {
    if (older === end) return whole ? [] : [{ start, end }];
    const middle = start + splitOf(end - start);
    return older <= middle
      ? [...subproof(start, middle, whole), { start: middle, end }]
      : [...subproof(middle, end, false), { start, end: middle }];
  };
  return subproof(0, newer, true);
}

/** The hashes of the ranges, in their order, from one pass over the leaf hashes. */
export async function rangeHashes(
  leaves: AsyncIterable<Hash> | Iterable<Hash>,
  ranges: readonly LeafRange[],
): Promise<Hash[]> {
  const trees: MerkleTree[] = ranges.map(() => createTree());
  let index = 0;
  for await (const leaf of leaves) {
    ranges.forEach(({ start, end }, i) => {
      if (index >= start && index < end) trees[i]?.add(leaf);
    });
    index += 1;
  }
  return trees.map((tree) => tree.root());
}

/** RFC 9162, 2.1.3.2: whether the proof shows `leaf` at `index` in the tree of `size` leaves with this root. */
export function verifyInclusion(proof: {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly path: readonly Hash[];
  readonly root: Hash;
}): boolean {
  if (!(proof.index >= 0 && proof.index < proof.size)) return false;
  let index = BigInt(proof.index);
  let last = BigInt(proof.size) - 1n;
  let result = proof.leaf;
  for (const sibling of proof.path) {
    if (last === 0n) return false;
    if (index % 2n === 1n || index === last) {
      result = nodeHash(sibling, result);
      while (index % 2n === 0n && index !== 0n) {
        index >>= 1n;
        last >>= 1n;
      }
    } else {
      result = nodeHash(result, sibling);
    }
    index >>= 1n;
    last >>= 1n;
  }
  return last === 0n && result.equals(proof.root);
}

/** RFC 9162, 2.1.4.2: whether the proof shows that the older tree is a prefix of the newer one. */
export function verifyConsistency(proof: {
  readonly older: { readonly size: number; readonly root: Hash };
  readonly newer: { readonly size: number; readonly root: Hash };
  readonly path: readonly Hash[];
}): boolean {
  const { older, newer } = proof;
  if (!(older.size > 0 && older.size <= newer.size)) return false;
  if (older.size === newer.size) return proof.path.length === 0 && older.root.equals(newer.root);
  const isPowerOfTwo = (BigInt(older.size) & (BigInt(older.size) - 1n)) === 0n;
  const path = isPowerOfTwo ? [older.root, ...proof.path] : proof.path;
  const [first, ...rest] = path;
  if (first === undefined) return false;
  let index = BigInt(older.size) - 1n;
  let last = BigInt(newer.size) - 1n;
  while (index % 2n === 1n) {
    index >>= 1n;
    last >>= 1n;
  }
  let olderRoot = first;
  let newerRoot = first;
  for (const sibling of rest) {
    if (last === 0n) return false;
    if (index % 2n === 1n || index === last) {
      olderRoot = nodeHash(sibling, olderRoot);
      newerRoot = nodeHash(sibling, newerRoot);
      while (index % 2n === 0n && index !== 0n) {
        index >>= 1n;
        last >>= 1n;
      }
    } else {
      newerRoot = nodeHash(newerRoot, sibling);
    }
    index >>= 1n;
    last >>= 1n;
  }
  return last === 0n && olderRoot.equals(older.root) && newerRoot.equals(newer.root);
}
