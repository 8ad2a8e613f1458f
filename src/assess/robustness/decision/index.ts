export { hopSkipJump, type HopSkipJumpOptions } from "./hop-skip-jump.ts";
export { type StartingPool } from "./starting-points.ts";
