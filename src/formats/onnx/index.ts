export { couldBeOnnx } from "./recognise.ts";
export { modelPlan as onnxModelPlan } from "./plans.ts";
export { bitsOfElement } from "./elements.ts";
