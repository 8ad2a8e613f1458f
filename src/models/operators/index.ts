export { operatorOf, operators } from "./registry.ts";
export { Call, describe } from "./call.ts";
export { attributeOf, Emitter } from "./emitter.ts";
export { ExpandCall, GradientCall, type Seen } from "./gradient-call.ts";
