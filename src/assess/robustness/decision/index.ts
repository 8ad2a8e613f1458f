export { hopSkipJump, type HopSkipJumpOptions } from "./hop-skip-jump.ts";
export { startingPoint, type StartingPool } from "./starting-points.ts";
