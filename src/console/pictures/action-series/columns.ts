import type { GuardAction } from "../../../contracts/index.ts";
import { actions } from "../../words/guard.ts";

export interface Column {
  readonly action: GuardAction;
  readonly y: number;
  readonly tall: number;
}

/** One step of the series as rectangles from the ground up, strictest lowest. Zero counts have none. */
export function columnsOf(
  counts: Readonly<Record<GuardAction, number>>,
  top: number,
  height: number,
): readonly Column[] {
  let ground = height;
  return actions.flatMap((action) => {
    const count = counts[action];
    if (count === 0) return [];
    const tall = (count / top) * height;
    ground -= tall;
    return [{ action, y: ground, tall }];
  });
}

/** The next of 1, 2, 4, 5, 10, 20, 40, 50, … */
export function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 5, 10].find((factor) => factor * power >= value - 1e-9) ?? 10;
  return step * power;
}
