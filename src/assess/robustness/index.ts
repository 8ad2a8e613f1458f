export {
  type Attack,
  type AttackContext,
  type AttackOutcome,
  type Example,
  type ExampleRecord,
} from "./attack.ts";
export type { Distances, Norm } from "./distances.ts";
export {
  anyFeature,
  constraintsOf,
  regionOf,
  type AttackRule,
  type ConstraintRules,
  type Constraints,
  type Derivation,
  type Region,
} from "./constraints/index.ts";
export { hopSkipJump, type HopSkipJumpOptions, type StartingPool } from "./decision/index.ts";
export { normalDraws } from "./draws/index.ts";
export { robustnessErrors } from "./errors.ts";
export { apgd, pgd, type ApgdOptions, type PgdOptions } from "./gradient/index.ts";
export { inLockstep, rowsOf, runAttack, type AttackedModel, type AttackRun } from "./run/index.ts";
export { certifiedRadius, certifySmoothed, type Smoothed, type SmoothingOptions } from "./smoothing/index.ts";
export { square, type SquareOptions } from "./score/index.ts";
export {
  attackSuccess,
  checkMasking,
  countOutcomes,
  curveOfDistances,
  curveOverRadii,
  medianDistance,
  robustAccuracy,
  worstCase,
  type MaskingCheck,
  type MedianDistance,
  type OutcomeCounts,
  type Rate,
} from "./summary/index.ts";
export { transfer } from "./transfer/index.ts";
export {
  describeTransformation,
  patchAttack,
  pictureOf,
  trainPatch,
  transform,
  transformationAttack,
  usualTransformations,
  withPatch,
  type Patch,
  type Picture,
  type Transformation,
} from "./images/index.ts";
export {
  hiddenEdits,
  runTextAttack,
  wordEdits,
  type HiddenEdit,
  type TextAttack,
  type TextExample,
  type TextRecord,
  type TextRun,
} from "./text/index.ts";
export {
  leafTuple,
  leafTupleRow,
  NearestSearch,
  nearestLeaf,
  noMargins,
  treeExact,
  type LeafTupleOptions,
  type NearestOptions,
  type NearestRow,
  type TreeAttackOptions,
} from "./trees/index.ts";
