import type { ScanVerdict } from "../../contracts/index.ts";
import type { ExitCode } from "../../errors/index.ts";

/** 0 clean, 1 unsafe or to be reviewed, 3 not completely examined. */
export function exitCodeOfScan(verdict: ScanVerdict, failOn: "review" | "unsafe"): ExitCode {
  switch (verdict) {
    case "clean":
      return 0;
    case "review":
      return failOn === "review" ? 1 : 0;
    case "unsafe":
      return 1;
    case "incomplete":
      return 3;
    default:
      return verdict satisfies never;
  }
}
