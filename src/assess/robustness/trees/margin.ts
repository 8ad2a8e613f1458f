import type { TreeEnsemble } from "../../../models/index.ts";

/**
 * What it takes that one class is no longer chosen in favour of another: Σ over trees of `weigh(values of the leaf)`,
 * plus `base`, at most zero (below it, where `strict`).
 */
export interface Margin {
  readonly own: number;
  readonly rival: number;
  readonly weigh: (values: Float64Array) => number;
  readonly base: number;
  /** A tie leaves the class as it is. */
  readonly strict: boolean;
}

/** Why the class that an ensemble chooses is no matter of sums of leaves; undefined where it is one. */
export function noMargins({ kind, aggregate, post, outputs, classes }: TreeEnsemble): string | undefined {
  if (kind !== "classifier") return "the trees tell a number and no class";
  if (aggregate === "min" || aggregate === "max") return `leaves are put together by their ${aggregate}`;
  if (post === "probit" || post === "softmax-zero") return `scores are changed by ${post}`;
  if (classes.length < 2 || (outputs !== classes.length && !(outputs === 1 && classes.length === 2)))
    return `${outputs} scores tell ${classes.length} classes`;
  return undefined;
}

/**
 * The margins of a class against each other one. Of two classes the second is chosen where its score is above the
 * ensemble's cut; of more, the first of those with the largest score, as ONNX Runtime does it.
 */
export function marginsOf(ensemble: TreeEnsemble, own: number): readonly Margin[] {
  const { outputs, base, classes, aggregate, trees } = ensemble;
  const share = aggregate === "average" ? 1 / trees.length : 1;
  if (outputs <= 2) {
    const at = outputs - 1;
    const sign = own === 1 ? share : -share;
    const cut = outputs === 1 ? ensemble.cut : 0;
    return [
      {
        own,
        rival: 1 - own,
        weigh: (values) => sign * (values[at] ?? 0),
        base: (own === 1 ? 1 : -1) * ((base[at] ?? 0) - cut),
        strict: own === 0,
      },
    ];
  }
  return classes.flatMap((_, rival) =>
    rival === own
      ? []
      : [
          {
            own,
            rival,
            weigh: (values: Float64Array) => share * ((values[own] ?? 0) - (values[rival] ?? 0)),
            base: (base[own] ?? 0) - (base[rival] ?? 0),
            strict: rival > own,
          },
        ],
  );
}
