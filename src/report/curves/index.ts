export { place, shortNumber } from "./axes.ts";
export { areShares, axesOf, curveWords, guessingLine, valueText, type Curve } from "./curve.ts";
