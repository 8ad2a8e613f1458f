export type * from "./contract/index.ts";
export { labels, sinkKinds } from "./contract/index.ts";
export { items as codeRules } from "./items.generated.ts";
export { draftAnswersOf } from "./graph/draft-answers.ts";
export { reviewModelCode } from "./model-code/review-model-code.ts";
export { memoryFiles, type ReviewedFile } from "./review/memory-files.ts";
export type { LoaderCalls } from "./review/call-sites.ts";
export { reviewCode } from "./review/review-code.ts";
export type { ReviewOptions } from "./review/review-with.ts";
