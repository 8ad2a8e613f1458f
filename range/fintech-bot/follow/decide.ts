import type { RandomSource } from "../../../src/contracts/index.ts";
import { isForbidden } from "../understand/read.ts";
import type { Reading, Technique } from "../understand/wish.ts";
import { followTable, readiness, type Temper } from "./table.ts";

/** Why a text was or was not followed; kept for the trace. */
export interface Decision {
  readonly techniques: readonly Technique[];
  readonly probability: number;
  readonly draw: number;
  readonly followed: boolean;
}

/**
 * Whether the model follows what a text wants against its rules: one draw for the whole text, compared with
 * the table. The draw does not depend on the level, so that a stronger level never breaks by luck alone.
 */
export function decide(reading: Reading, temper: Temper, random: RandomSource): Decision {
  const techniques: readonly Technique[] = reading.techniques.length === 0 ? ["none"] : reading.techniques;
  const strongest = Math.max(...techniques.map((technique) => followTable[technique][temper]));
  const kinds = reading.wishes.filter(isForbidden).map((wish) => readiness[wish.kind]);
  const probability = strongest * Math.max(0, ...kinds);
  const draw = random.next();
  return { techniques, probability, draw, followed: draw < probability };
}
