export { constraintsOf, type Constraints } from "./constraints.ts";
export { regionOf, type Region } from "./region.ts";
export { anyFeature, type AttackRule, type ConstraintRules, type Derivation } from "./rule.ts";
export { shrinkToWeightedL1 } from "./weighted-l1.ts";
