export { gradientModelOf, type GradientOptions, type OpenGradientModel } from "./gradient-model.ts";
export { differentiate, expandOnce, type Differentiated } from "./backward.ts";
export { bypassed } from "./logits-graph.ts";
export { look } from "./look.ts";
