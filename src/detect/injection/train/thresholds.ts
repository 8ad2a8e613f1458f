import type { ModelRole } from "../model/index.ts";
import { upperQuantile } from "./calibrate.ts";
import type { Judged } from "./out-of-fold.ts";

/** Alarms that are accepted on benign text. */
export interface FalseAlarms {
  /** On texts as they come. */
  readonly ordinary: number;
  /** On texts made to look like attacks. */
  readonly hard: number;
  /** On texts people wrote to look like attacks, each judged by a model that saw nothing of its author. */
  readonly written: number;
}
/** Set so that texts written to look like attacks, by authors never seen, raise few alarms once all authors are. */
export const shippedFalseAlarms: Readonly<Record<ModelRole, FalseAlarms>> = {
  user: { ordinary: 0.01, hard: 0.03, written: 0.07 },
  document: { ordinary: 0.01, hard: 0.03, written: 0.09 },
  tool: { ordinary: 0.012, hard: 0.04, written: 0.08 },
};

export const isWritten = ({ example }: Judged): boolean => example.source.startsWith("written-");

export const isHard = ({ example }: Judged): boolean =>
  example.source === "negatives" || example.family === "sounds-dangerous";

export const penalised = (judged: Judged, penalty: number): number =>
  judged.score - penalty * Math.log2(judged.pieces);

/** The lowest score that keeps all promises on the benign texts of a role. */
export function thresholdOf(
  judged: readonly Judged[],
  role: ModelRole,
  penalty: number,
  wanted: FalseAlarms,
): number {
  const benign = judged.filter(({ example }) => example.label === 0 && example.role === role);
  const scores = (some: readonly Judged[]): number[] => some.map((one) => penalised(one, penalty));
  return Math.max(
    upperQuantile(scores(benign.filter((one) => !isHard(one) && !isWritten(one))), wanted.ordinary),
    upperQuantile(scores(benign.filter(isHard)), wanted.hard),
    upperQuantile(scores(benign.filter(isWritten)), wanted.written),
  );
}

/** Of several penalties for length, the one that loses the fewest attacks. */
export function lengthPenalty(
  judged: readonly Judged[],
  roles: readonly ModelRole[],
  wanted: Readonly<Record<ModelRole, FalseAlarms>>,
): number {
  let best = 0;
  let most = -1;
  for (const penalty of [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1, 1.3]) {
    let caught = 0;
    for (const role of roles) {
      const threshold = thresholdOf(judged, role, penalty, wanted[role]);
      caught += judged.filter(
        (one) => one.example.label === 1 && one.example.role === role && penalised(one, penalty) > threshold,
      ).length;
    }
    if (caught > most) [best, most] = [penalty, caught];
  }
  return best;
}
