import type { CodeReport } from "../../../contracts/index.ts";
import { items } from "../items.generated.ts";
import type { ReviewedFile } from "./memory-files.ts";
import { reviewWith, type ReviewOptions } from "./review-with.ts";

/**
 * Reviews a tree of source code with all rules of the house, unless some are named. Nothing of it is
 * run; two passes, each file parsed once; see `reviewWith`.
 *
 * @example (await reviewCode(memoryFiles([{ path: "a.py", bytes: "import torch\ntorch.load('m.pt')" }]))).findings
 */
export const reviewCode = (
  files: AsyncIterable<ReviewedFile>,
  options: Partial<ReviewOptions> = {},
): Promise<CodeReport> => reviewWith(files, { ...options, rules: options.rules ?? items });
