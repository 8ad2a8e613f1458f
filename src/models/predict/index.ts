export { predictorOf, type Predictor, type PredictorOptions } from "./predictor.ts";
