import { predict, type Attack } from "../attack.ts";
import { rowsOf } from "../run/index.ts";
import { pictureOf } from "./picture.ts";
import { describe, transform, type Transformation } from "./transformations.ts";

/** From what hardly shows to what a person still reads. Weakest first: the first that succeeds is the record. */
export const usualTransformations: readonly (readonly Transformation[])[] = [
  [5, 10, 15, 20, 30].flatMap((degrees): Transformation[] => [
    { kind: "rotation", degrees },
    { kind: "rotation", degrees: -degrees },
  ]),
  [1, 2].flatMap((by): Transformation[] => [
    { kind: "shift", down: by, right: 0 },
    { kind: "shift", down: -by, right: 0 },
    { kind: "shift", down: 0, right: by },
    { kind: "shift", down: 0, right: -by },
  ]),
  [0.8, 1.25, 0.6, 1.6, 0.4, 2.5].map((factor) => ({ kind: "contrast", factor })),
  [0.5, 0.75, 1, 1.5].map((sigma) => ({ kind: "blur", sigma })),
  [0.05, 0.1, 0.2].flatMap((sigma) =>
    [0, 1, 2].map((draw): Transformation => ({ kind: "noise", sigma, draw })),
  ),
  [0.15, 0.25, 0.35].flatMap((share) =>
    [0, 1, 2, 3, 4].map((draw): Transformation => ({ kind: "occlusion", share, value: 0, draw })),
  ),
];

/**
 * Tries transformations of one family, in the order given, and records the first the model gets wrong; the note
 * says which. What random change does, with nobody choosing it for the model.
 *
 * @param family such as one of `usualTransformations`
 */
export function transformationAttack(
  name: string,
  family: readonly Transformation[],
  shape?: readonly number[],
): Attack {
  return {
    name: `transformation-${name}`,
    access: "label",
    seeks: "transform",
    norm: "l2",
    *steps(context) {
      const { example, region, random } = context;
      const picture = pictureOf(shape ?? context.shape, example.row.length);
      if (picture === undefined) return { initFailed: "the model's rows are no pictures" };
      const low = region.low.reduce((a, b) => Math.min(a, b), Infinity);
      const high = region.high.reduce((a, b) => Math.max(a, b), -Infinity);
      for (const transformation of family) {
        const row = transform(example.row, transformation, { picture, low, high, random });
        region.project(row);
        region.settle(row);
        yield* predict(rowsOf([row]), () => describe(transformation));
      }
      return undefined;
    },
  };
}
