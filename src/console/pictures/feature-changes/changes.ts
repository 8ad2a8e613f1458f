export interface FeatureChange {
  readonly feature: string;
  readonly before: number;
  readonly after: number;
}

/** The features that were changed, largest change first in proportion to how large the feature was; and how many were not. */
export function changesOf(
  names: readonly string[] | undefined,
  before: readonly number[],
  after: readonly number[],
): { readonly changed: readonly FeatureChange[]; readonly same: number } {
  const changed = before.flatMap((value, i): FeatureChange[] => {
    const became = after[i] ?? value;
    return Object.is(became, value) || became === value
      ? []
      : [{ feature: names?.[i] ?? `feature ${i + 1}`, before: value, after: became }];
  });
  const size = ({ before: was, after: is }: FeatureChange): number =>
    Math.abs(is - was) / Math.max(Math.abs(was), Math.abs(is));
  return { changed: changed.toSorted((a, b) => size(b) - size(a)), same: before.length - changed.length };
}
