export { ensembleOfNode, treesOf } from "./ensemble-of.ts";
export { leafBoxes, type LeafBox } from "./boxes.ts";
export { bothClasses, postTransformed } from "./post-transform.ts";
export { below, floorToFloat32 } from "./rounding.ts";
export {
  leafOf,
  rawScores,
  type Aggregate,
  type PostTransform,
  type Tree,
  type TreeEnsemble,
} from "./tree.ts";
export { buildTree, type RawNode } from "./build.ts";
export { postTransformOf } from "./shared.ts";
