import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  consistencyRanges,
  inclusionRanges,
  rangeHashes,
  verifyConsistency,
  verifyInclusion,
} from "./proof.ts";
import { createTree, emptyRoot, leafHash, type Hash } from "./tree.ts";

// The leaves and roots that the Certificate Transparency implementations share as test vectors.
const ctLeaves = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((hex) => leafHash(Buffer.from(hex, "hex")));
const ctRoots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

function rootOf(leaves: readonly Hash[]): Hash {
  const tree = createTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/** The definition of RFC 6962, 2.1, written down as it stands there. */
function rootByDefinition(leaves: readonly Hash[]): Hash {
  const [only] = leaves;
  if (only === undefined) return emptyRoot;
  if (leaves.length === 1) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  const left = rootByDefinition(leaves.slice(0, k));
  const right = rootByDefinition(leaves.slice(k));
  return hash("sha256", Buffer.concat([Buffer.of(1), left, right]), "buffer");
}

const someLeaves = (n: number): Hash[] => Array.from({ length: n }, (_, i) => leafHash(Buffer.from(`${i}`)));

describe("the Merkle tree", () => {
  it("has the roots of the Certificate Transparency vectors", () => {
    expect(emptyRoot.toString("hex")).toBe(
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
    expect(ctLeaves.map((_, i) => rootOf(ctLeaves.slice(0, i + 1)).toString("hex"))).toEqual(ctRoots);
  });

  it("grows to the root of the definition at every size", () => {
    const leaves = someLeaves(70);
    const tree = createTree();
    leaves.forEach((leaf, i) => {
      tree.add(leaf);
      expect(tree.root().equals(rootByDefinition(leaves.slice(0, i + 1)))).toBe(true);
    });
  });
});

describe("inclusion proofs", () => {
  it("are those of the vectors", async () => {
    const path = await rangeHashes(ctLeaves, inclusionRanges(5, 8));
    expect(path.map((node) => node.toString("hex"))).toEqual([
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
  });

  it("hold for every leaf of every tree, and for no other leaf, place, size or root", async () => {
    for (let size = 1; size <= 20; size += 1) {
      const leaves = someLeaves(size);
      const root = rootOf(leaves);
      for (let index = 0; index < size; index += 1) {
        const path = await rangeHashes(leaves, inclusionRanges(index, size));
        const leaf = leaves[index]!;
        expect(verifyInclusion({ index, size, leaf, path, root })).toBe(true);
        expect(verifyInclusion({ index, size, leaf: leafHash(Buffer.from("x")), path, root })).toBe(false);
        if (size > 1)
          expect(verifyInclusion({ index: (index + 1) % size, size, leaf, path, root })).toBe(false);
        expect(verifyInclusion({ index, size, leaf, path: [...path, leaf], root })).toBe(false);
        expect(verifyInclusion({ index, size, leaf, path, root: emptyRoot })).toBe(false);
        if (path.length > 0)
          expect(verifyInclusion({ index, size, leaf, path: path.slice(1), root })).toBe(false);
      }
    }
  });
});

describe("consistency proofs", () => {
  it("are those of the vectors", async () => {
    const path = await rangeHashes(ctLeaves, consistencyRanges(6, 8));
    expect(path.map((node) => node.toString("hex"))).toEqual([
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
  });

  it("hold between all sizes, and not when any leaf of the older tree was changed", async () => {
    const leaves = someLeaves(18);
    for (let newer = 1; newer <= leaves.length; newer += 1) {
      for (let older = 1; older <= newer; older += 1) {
        const path = await rangeHashes(leaves.slice(0, newer), consistencyRanges(older, newer));
        const at = (size: number, of = leaves): { size: number; root: Hash } => ({
          size,
          root: rootOf(of.slice(0, size)),
        });
        expect(verifyConsistency({ older: at(older), newer: at(newer), path })).toBe(true);
        const forged = leaves.with(older - 1, leafHash(Buffer.from("forged")));
        expect(verifyConsistency({ older: at(older, forged), newer: at(newer), path })).toBe(false);
        expect(verifyConsistency({ older: at(older), newer: at(newer, forged), path })).toBe(false);
      }
    }
  });

  it("never accept hostile numbers or paths, and never throw on them", () => {
    const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(
        fc.integer({ min: -3, max: 2 ** 50 }),
        fc.integer({ min: -3, max: 2 ** 50 }),
        fc.array(hashes, { maxLength: 60 }),
        hashes,
        (a, b, path, root) => {
          expect(verifyInclusion({ index: a, size: b, leaf: leafHash(root), path, root })).toBe(false);
          fc.pre(a !== b);
          expect(
            verifyConsistency({ older: { size: a, root }, newer: { size: b, root: emptyRoot }, path }),
          ).toBe(false);
        },
      ),
    );
  });
});
