export { concludeEvasion } from "./conclude-evasion.ts";
export { atGrowingRadii, examineExample, type Posed, type Tried } from "./examine-example.ts";
export { planExamples, radiiOf } from "./plan-examples.ts";
export { regimesOf } from "./scaled-rules.ts";
