import { permutation } from "../../stats/index.ts";
import { binningOf, binRows } from "./binned.ts";
import { growTree, leafOf, type TreeNode } from "./tree.ts";
import { softmax, type Trainer } from "./trainer.ts";

/** Gradient-boosted trees, a tree a class and round (Friedman 2001), with second-order leaves. */
export function boostedTreesTrainer(
  options: {
    readonly rounds?: number;
    readonly depth?: number;
    readonly rate?: number;
    readonly ridge?: number;
  } = {},
): Trainer {
  const { rounds = 40, depth = 3, rate = 0.2, ridge = 1 } = options;
  return {
    name: "boosted-trees",
    train({ rows, labels, classes }) {
      const binning = binningOf(rows);
      const data = binRows(rows, binning);
      const everyRow = Array.from({ length: rows.count }, (_, row) => row);
      const everyFeature = Array.from({ length: rows.width }, (_, feature) => feature);
      const trees: TreeNode[][] = [];
      const scores = new Float64Array(rows.count * classes);
      for (let round = 0; round < rounds; round++) {
        const chances = softmax(scores.slice(), classes);
        const grown = Array.from({ length: classes }, (_, k) => {
          const amounts = new Float64Array(rows.count * 2);
          for (const row of everyRow) {
            const p = chances[row * classes + k] ?? 0;
            amounts[row * 2] = (labels[row] === k ? 1 : 0) - p;
            amounts[row * 2 + 1] = p * (1 - p);
          }
          return growTree(data, everyRow, {
            size: 2,
            amounts,
            score: ([g = 0, h = 0]) => (g * g) / (h + ridge),
            leaf: ([g = 0, h = 0]) => Float64Array.of((rate * g) / (h + ridge)),
            depth,
            leastRows: 2,
            features: () => everyFeature,
          });
        });
        trees.push(grown);
        for (const row of everyRow)
          for (const [k, tree] of grown.entries())
            scores[row * classes + k] = (scores[row * classes + k] ?? 0) + (leafOf(tree, data, row)[0] ?? 0);
      }
      return (asked) => {
        const binned = binRows(asked, binning);
        const sums = new Float64Array(asked.count * classes);
        for (let row = 0; row < asked.count; row++)
          for (const round of trees)
            for (const [k, tree] of round.entries())
              sums[row * classes + k] = (sums[row * classes + k] ?? 0) + (leafOf(tree, binned, row)[0] ?? 0);
        return softmax(sums, classes);
      };
    },
  };
}

/** A random forest (Breiman 2001): bootstrapped trees split by Gini's impurity, each node over √width features. */
export function forestTrainer(
  options: { readonly trees?: number; readonly depth?: number; readonly leastRows?: number } = {},
): Trainer {
  const { trees = 40, depth = 12, leastRows = 1 } = options;
  return {
    name: "forest",
    train({ rows, labels, classes }, random) {
      const binning = binningOf(rows);
      const data = binRows(rows, binning);
      const amounts = new Float64Array(rows.count * classes);
      for (let row = 0; row < rows.count; row++) amounts[row * classes + (labels[row] ?? 0)] = 1;
      const few = Math.max(1, Math.round(Math.sqrt(rows.width)));
      const forest = Array.from({ length: trees }, (_, i) => {
        const draw = random.derive(`tree:${i}`);
        const chosen = Array.from({ length: rows.count }, () => draw.integer(rows.count));
        return growTree(data, chosen, {
          size: classes,
          amounts,
          score: (sums) => {
            let [squares, n] = [0, 0];
            for (const sum of sums) {
              squares += sum * sum;
              n += sum;
            }
            return n === 0 ? 0 : squares / n;
          },
          leaf: (sums) => {
            const n = sums.reduce((a, b) => a + b, 0);
            return sums.map((sum) => (n === 0 ? 1 / classes : sum / n));
          },
          depth,
          leastRows,
          features: () => permutation(rows.width, draw).slice(0, few),
        });
      });
      return (asked) => {
        const binned = binRows(asked, binning);
        const means = new Float64Array(asked.count * classes);
        for (let row = 0; row < asked.count; row++)
          for (const tree of forest)
            for (const [k, share] of leafOf(tree, binned, row).entries())
              means[row * classes + k] = (means[row * classes + k] ?? 0) + share / trees;
        return means;
      };
    },
  };
}
