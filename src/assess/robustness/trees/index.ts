export { noMargins } from "./margin.ts";
export { NearestSearch, type NearestOptions, type NearestRow } from "./nearest.ts";
export { leafTupleRow, nearestLeaf, type LeafTupleOptions } from "./leaf-tuple.ts";
export { leafTuple, treeExact, type TreeAttackOptions } from "./attacks.ts";
