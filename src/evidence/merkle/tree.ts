import { hash } from "node:crypto";

/** A node of a Merkle tree: 32 bytes of SHA-256. */
export type Hash = Buffer;

const nodeInput = Buffer.alloc(65);
nodeInput[0] = 0x01;

/** RFC 6962, 2.1: the hash of a leaf is SHA-256(0x00 ‖ data). */
export function leafHash(data: Uint8Array): Hash {
  const input = Buffer.allocUnsafe(data.length + 1);
  input[0] = 0x00;
  input.set(data, 1);
  return hash("sha256", input, "buffer");
}

/** RFC 6962, 2.1: the hash of an inner node is SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  nodeInput.set(left, 1);
  nodeInput.set(right, 33);
  return hash("sha256", nodeInput, "buffer");
}

/** RFC 6962, 2.1: the root of the empty tree is the hash of nothing. */
export const emptyRoot: Hash = hash("sha256", Buffer.alloc(0), "buffer");

/**
 * A Merkle tree that only grows: it keeps the roots of the full subtrees, O(log n) hashes for n leaves
 * (a "compact range"), which is all that is needed for the root at the present size.
 *
 * @example
 * const tree = createTree();
 * tree.add(leafHash(line));
 * tree.root().toString("hex");
 */
export interface MerkleTree {
  readonly size: number;
  add(leaf: Hash): void;
  /** The root over all leaves added so far. */
  root(): Hash;
}

export function createTree(): MerkleTree {
  // subtrees[h] is the root of a full subtree of 2^h leaves where bit h of the size is set.
  const subtrees: (Hash | undefined)[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(leaf) {
      let carry = leaf;
      let height = 0;
      for (let left = subtrees[height]; left !== undefined; left = subtrees[height]) {
        carry = nodeHash(left, carry);
        subtrees[height] = undefined;
        height += 1;
      }
      subtrees[height] = carry;
      size += 1;
    },
    root() {
      let root: Hash | undefined;
      for (const subtree of subtrees) {
        if (subtree !== undefined) root = root === undefined ? subtree : nodeHash(subtree, root);
      }
      return root ?? emptyRoot;
    },
  };
}
