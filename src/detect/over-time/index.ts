export { items as overTimeDetectors } from "./items.generated.ts";
export { toolDigest } from "./tool-drift/detector.ts";
