import type { TreeEnsemble } from "../../../models/index.ts";
import { predict, type Answer, type Attack, type AttackContext, type Question } from "../attack.ts";
import type { Constraints } from "../constraints/index.ts";
import type { StartingPool } from "../decision/index.ts";
import type { Norm } from "../distances.ts";
import { rowsOf } from "../run/index.ts";
import { leafTupleRow, nearestLeaf } from "./leaf-tuple.ts";
import { noMargins } from "./margin.ts";
import { NearestSearch, type NearestRow } from "./nearest.ts";

export interface TreeAttackOptions {
  /** The trees of the model under attack. */
  readonly ensemble: TreeEnsemble;
  /** Steps of the search for one row (default a million). */
  readonly mostSteps?: number;
  /** Told what the search says of a row, before the model is asked: the distance below which there is nothing. */
  readonly bounded?: (id: string, bounds: Pick<NearestRow, "lower" | "upper" | "steps">) => void;
}

/**
 * Runtimes add leaves in float32, in their own order. A row at the very margin that the model answers otherwise is
 * tried again with this lead, as a share of the largest sum, for each tree.
 */
const leadPerTree = 2 ** -23;
const startsAtMost = 20;

/**
 * The nearest row of another class in L∞, exactly, by search over the boxes of the leaves (`NearestSearch`), shown to
 * the model. Costs one row, and a second where sums were rounded the other way. Derived features and costs of changes
 * are not boxes: with them the bound holds and the row found need not be the nearest.
 *
 * @example treeExact({ ensemble: treesOf(model) })
 */
export function treeExact({ ensemble, mostSteps, bounded }: TreeAttackOptions): Attack {
  const searchOf = searches(ensemble);
  return {
    name: "tree-exact-linf",
    access: "label",
    seeks: "closest",
    norm: "linf",
    *steps(context) {
      const { region, example } = context;
      const unfit = unfitFor(ensemble, context);
      if (unfit !== undefined) return { initFailed: unfit };
      const search = searchOf(region.constraints);
      for (const lead of [0, leadPerTree * ensemble.trees.length]) {
        const found = search.nearest({
          region,
          label: example.label,
          lead,
          ...(mostSteps === undefined ? {} : { mostSteps }),
        });
        if (lead === 0) bounded?.(example.id, found);
        if (found.row === undefined || (yield* turns(context, found.row))) return undefined;
      }
      return undefined;
    },
  };
}

export interface LeafTupleAttackOptions extends Pick<TreeAttackOptions, "ensemble"> {
  readonly norm: Norm;
  /** Rows with the labels the model gives them: the nearest of other classes are walked back from. */
  readonly pool: StartingPool;
}

/** A near row of another class in any norm (LT-Attack); of one tree the nearest, exactly. */
export function leafTuple({ ensemble, norm, pool }: LeafTupleAttackOptions): Attack {
  const searchOf = searches(ensemble);
  return {
    name: `leaf-tuple-${norm}`,
    access: "label",
    seeks: "closest",
    norm,
    *steps(context) {
      const { region, example } = context;
      const unfit = unfitFor(ensemble, context);
      if (unfit !== undefined) return { initFailed: unfit };
      const search = searchOf(region.constraints);
      const posed = { region, norm, label: example.label };
      if (ensemble.trees.length === 1) {
        const found = nearestLeaf(search, posed);
        if (found !== undefined) yield* turns(context, found.row);
        return undefined;
      }
      const starts = nearestOthers(context, norm, pool);
      for (const lead of [0, leadPerTree * ensemble.trees.length]) {
        const found = leafTupleRow(search, { ...posed, starts, lead });
        if (found === undefined) return { initFailed: "no row of another class to walk back from" };
        if (yield* turns(context, found.row)) return undefined;
      }
      return undefined;
    },
  };
}

/** Asks the model whether a row, made possible by the rules, is of another class and allowed. */
function* turns({ region, example }: AttackContext, row: Float64Array): Generator<Question, boolean, Answer> {
  region.settle(row);
  const { labels } = yield* predict(rowsOf([row]));
  return (labels[0] ?? -1) >= 0 && labels[0] !== example.label && region.allows(row);
}

function unfitFor(ensemble: TreeEnsemble, { region, example }: AttackContext): string | undefined {
  const { perFeature } = region.constraints;
  const broken = region.free.find(
    (i) => perFeature[i]?.integer === true && !Number.isInteger(example.row[i] ?? 0),
  );
  return broken === undefined
    ? noMargins(ensemble)
    : `feature ${broken} of the row is no whole number, and its rule says it is`;
}

function nearestOthers(
  { example, region }: AttackContext,
  norm: Norm,
  { rows, labels }: StartingPool,
): Float64Array[] {
  const others: { readonly row: Float64Array; readonly distance: number }[] = [];
  for (let at = 0; at < rows.count; at++) {
    const row = rows.data.subarray(at * rows.width, (at + 1) * rows.width);
    if (labels[at] !== example.label) others.push({ row, distance: region.distances(row)[norm] });
  }
  return others
    .sort((a, b) => a.distance - b.distance)
    .slice(0, startsAtMost)
    .map(({ row }) => row);
}

/** One search for each set of rules, so that what it learned of an ensemble serves all rows. */
function searches(ensemble: TreeEnsemble): (constraints: Constraints) => NearestSearch {
  const known = searchesOf.get(ensemble) ?? new WeakMap<Constraints, NearestSearch>();
  searchesOf.set(ensemble, known);
  return (constraints) => {
    const search = known.get(constraints) ?? new NearestSearch(ensemble, constraints);
    known.set(constraints, search);
    return search;
  };
}

const searchesOf = new WeakMap<TreeEnsemble, WeakMap<Constraints, NearestSearch>>();
