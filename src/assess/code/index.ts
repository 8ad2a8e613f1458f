export type * from "./contract/index.ts";
export { labels, sinkKinds } from "./contract/index.ts";
export { items as codeRules } from "./items.generated.ts";
export { memoryFiles, type ReviewedFile } from "./review/memory-files.ts";
export { reviewCode, type ReviewOptions } from "./review/review-code.ts";
