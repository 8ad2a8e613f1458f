export { active, type ActiveOptions } from "./active.ts";
export { mixup, realRows, uniform } from "./fixed.ts";
export { jacobian } from "./jacobian.ts";
export { rangesOf } from "./ranges.ts";
export type { QueryStrategy, StrategyContext } from "./strategy.ts";
