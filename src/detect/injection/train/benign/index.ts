export { generateBenign } from "./generate-benign.ts";
export { sharedBenign } from "./shared-benign.ts";
