import type { ModelRole } from "../model/index.ts";
import { upperQuantile } from "./calibrate.ts";
import type { Judged } from "./out-of-fold.ts";

/** Alarms that are accepted on benign text. */
export interface FalseAlarms {
  /** On texts as they come. */
  readonly ordinary: number;
  /** On texts made to look like attacks. */
  readonly hard: number;
}
/** Documents have the widest variety of harmless imperatives, and our own are the least like them: a stricter share. */
export const shippedFalseAlarms: Readonly<Record<ModelRole, FalseAlarms>> = {
  user: { ordinary: 0.008, hard: 0.025 },
  document: { ordinary: 0.004, hard: 0.02 },
  tool: { ordinary: 0.01, hard: 0.03 },
};

export const isHard = ({ example }: Judged): boolean =>
  example.source === "negatives" || example.family === "sounds-dangerous";

export const penalised = (judged: Judged, penalty: number): number =>
  judged.score - penalty * Math.log2(judged.pieces);

/** The lowest score that keeps both promises on the benign texts of a role. */
export function thresholdOf(
  judged: readonly Judged[],
  role: ModelRole,
  penalty: number,
  wanted: FalseAlarms,
): number {
  const benign = judged.filter(({ example }) => example.label === 0 && example.role === role);
  const scores = (some: readonly Judged[]): number[] => some.map((one) => penalised(one, penalty));
  return Math.max(
    upperQuantile(scores(benign.filter((one) => !isHard(one))), wanted.ordinary),
    upperQuantile(scores(benign.filter(isHard)), wanted.hard),
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
  for (const penalty of [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7]) {
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
