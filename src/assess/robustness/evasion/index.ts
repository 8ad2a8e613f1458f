export { concludeEvasion } from "./conclude-evasion.ts";
export { atGrowingRadii, examineExample } from "./examine-example.ts";
export { planExamples, radiiOf } from "./plan-examples.ts";
