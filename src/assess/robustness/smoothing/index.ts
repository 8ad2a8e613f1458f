export { certifiedRadius } from "./certificate.ts";
export { certifySmoothed, type Smoothed, type SmoothingOptions } from "./smooth.ts";
