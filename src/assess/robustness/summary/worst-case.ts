import { mcnemarExact, wilson } from "../../../stats/index.ts";
import type { AttackOutcome, ExampleRecord } from "../attack.ts";
import type { Norm } from "../distances.ts";

/** The worse for the model, the earlier. What could not be attacked comes behind what withstood. */
const worst: readonly AttackOutcome[] = [
  "clean-wrong",
  "success",
  "failed-within-budget",
  "init-failed",
  "refused",
];

/**
 * Of several attacks on the same examples, each example's worst outcome, the nearest success first. Queries are
 * those of all attacks together: that is what the worst case cost. In the order of the first attack's examples.
 */
export function worstCase(
  attacks: readonly (readonly ExampleRecord[])[],
  norm: Norm,
): readonly ExampleRecord[] {
  const byId = new Map<string, ExampleRecord[]>();
  for (const record of attacks.flat()) byId.set(record.id, [...(byId.get(record.id) ?? []), record]);
  return [...byId.values()].flatMap((records) => {
    const [first] = records.toSorted(
      (a, b) =>
        worst.indexOf(a.outcome) - worst.indexOf(b.outcome) ||
        (a.distances?.[norm] ?? Infinity) - (b.distances?.[norm] ?? Infinity),
    );
    if (first === undefined) return [];
    const sum = (of: (record: ExampleRecord) => number): number =>
      records.reduce((all, one) => all + of(one), 0);
    return [{ ...first, queries: sum((one) => one.queries), gradients: sum((one) => one.gradients) }];
  });
}

/** Whether gradients mislead: attacks that need none find what the gradient attack does not. */
export interface MaskingCheck {
  readonly suspected: boolean;
  readonly gradientSuccess: number;
  readonly otherSuccess: number;
  /** Fell to the attack without gradients alone, and to the gradient attack alone. */
  readonly onlyOther: number;
  readonly onlyGradient: number;
  readonly n: number;
  /** Exact McNemar test of these pairs. */
  readonly p: number;
  readonly sentence: string;
}

/**
 * Compares a gradient attack with one by scores or labels at the same radius and on the same examples (Athalye,
 * Carlini and Wagner, "Obfuscated gradients give a false sense of security", 2018). Suspected where the other
 * attack's success lies above the Wilson interval of the gradient attack's, and the pairs say so too.
 */
export function checkMasking(
  gradient: readonly ExampleRecord[],
  other: readonly ExampleRecord[],
  confidence = 0.95,
): MaskingCheck {
  const decided = (record: ExampleRecord | undefined): record is ExampleRecord =>
    record?.outcome === "success" || record?.outcome === "failed-within-budget";
  const others = new Map(other.map((record) => [record.id, record]));
  const pairs = gradient.flatMap((one) => {
    const two = others.get(one.id);
    return decided(one) && decided(two)
      ? [{ gradient: one.outcome === "success", other: two.outcome === "success" }]
      : [];
  });
  const n = pairs.length;
  const gradientSuccess = pairs.filter((pair) => pair.gradient).length;
  const otherSuccess = pairs.filter((pair) => pair.other).length;
  const onlyOther = pairs.filter((pair) => pair.other && !pair.gradient).length;
  const onlyGradient = pairs.filter((pair) => pair.gradient && !pair.other).length;
  const p = mcnemarExact(onlyGradient, onlyOther);
  const beyond = n > 0 && otherSuccess / n > wilson(gradientSuccess, n, confidence).high;
  const suspected = beyond && onlyOther > onlyGradient && p < 1 - confidence;
  const counts = `without gradients ${otherSuccess} of ${n} fell, with gradients ${gradientSuccess}`;
  return {
    suspected,
    gradientSuccess,
    otherSuccess,
    onlyOther,
    onlyGradient,
    n,
    p,
    sentence: suspected
      ? `Gradient masking suspected: ${counts}. The gradient attack overstates the model's robustness.`
      : `No sign of gradient masking: ${counts}.`,
  };
}
