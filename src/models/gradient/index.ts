export { gradientModelOf, type GradientOptions, type OpenGradientModel } from "./gradient-model.ts";
