import type { Verdict } from "../contracts/index.ts";
import type { ExitCode } from "../errors/index.ts";

/** 0 passed, 1 failed, 3 inconclusive: never a silent pass. */
export function exitCodeOfVerdict(verdict: Verdict): ExitCode {
  switch (verdict.kind) {
    case "pass":
      return 0;
    case "fail":
      return 1;
    case "inconclusive":
      return 3;
    default:
      return verdict satisfies never;
  }
}
