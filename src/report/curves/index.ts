export { place, shortNumber, type CurveAxis } from "./axes.ts";
export { areShares, axesOf, curveWords, valueText, type Curve } from "./curve.ts";
