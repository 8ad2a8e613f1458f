import type { Case, CheckPlan, Gate } from "../../contracts/index.ts";

/** One check on one target, with its cases in the order they will run. */
export interface Lane {
  /** `<check> <target>`. */
  readonly id: string;
  readonly check: string;
  readonly checkVersion: string;
  readonly title: string;
  readonly covers: readonly string[];
  readonly references: readonly string[];
  readonly target: string;
  readonly component?: string;
  /** What the target was when this was planned. */
  readonly targetDigest?: string;
  readonly gate?: Gate;
  /** Trials of every case; averaged inside the case. */
  readonly repeats: number;
  readonly corpora: CheckPlan["corpora"];
  readonly cases: readonly Case[];
  readonly leftOut: CheckPlan["leftOut"];
}
