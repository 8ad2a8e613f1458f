export { operatorOf, operators } from "./registry.ts";
export { Call, describe, type RunInner } from "./call.ts";
export { attributeOf, Emitter } from "./emitter.ts";
export { ExpandCall, GradientCall, type Seen } from "./gradient-call.ts";
export type { Example, Operator } from "./operator.ts";
export { Attributes } from "./attributes.ts";
