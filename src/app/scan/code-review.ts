import type { LoaderCalls, ReviewedFile } from "../../assess/code/index.ts";
import type { CodeReport } from "../../contracts/index.ts";

/** The review of code, as a scan asks for it. */
export type ReviewCode = (
  files: AsyncIterable<ReviewedFile>,
  options: {
    readonly signal: AbortSignal;
    /** Whose calls are told of. */
    readonly loaders: readonly LoaderCalls[];
    /** Told of each file when it is done. */
    readonly onFile: (file: { readonly path: string; readonly bytes: number }) => void;
  },
) => Promise<CodeReport>;

/** The review that ships with the program, with all its rules. They are loaded when there is code to review. */
export const shippedReview: ReviewCode = async (files, options) => {
  const { codeRules, reviewCode } = await import("../../assess/code/index.ts");
  return reviewCode(files, { rules: codeRules, ...options });
};
