import type { Detector } from "../../contracts/index.ts";
import { createDetector } from "./create-detector.ts";
import { shippedModel } from "./model/index.ts";
import { structuralRules } from "./structure/index.ts";

/** Prompt injection and jailbreaks, with the weights that come with the package. */
export const detector: Detector = createDetector({
  model: shippedModel,
  thresholds: {},
  rules: structuralRules,
  classifies: true,
});
