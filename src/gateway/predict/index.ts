export { maxValues, rowOf, tensorRows, type Tensor } from "./rows.ts";
export { scoresOf } from "./scores.ts";
export { leavesOf, type Leaf } from "./leaves.ts";
export { inferenceError } from "./problem.ts";
