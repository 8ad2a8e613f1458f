/** A linear scale of a picture: data [from, to] onto 0 to 100 % of the width. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

/** Round ends, each with the number of round steps it divides into. */
const ends = [
  [0.05, 5],
  [0.1, 5],
  [0.15, 3],
  [0.2, 4],
  [0.3, 3],
  [0.4, 4],
  [0.6, 3],
  [0.8, 4],
  [1, 5],
] as const;

/**
 * The shortest round scale from 0 that holds every given rate, so that 3 % against a 2 % gate can be
 * told apart; never more than [0, 1].
 */
export function rateScale(values: readonly number[]): Scale {
  const top = Math.max(0, ...values);
  const [to, steps] = ends.find(([end]) => top <= end) ?? [1, 5];
  return { from: 0, to, ticks: Array.from({ length: steps + 1 }, (_, step) => (to * step) / steps) };
}

/** The same for differences: symmetric about zero. */
export function differenceScale(values: readonly number[]): Scale {
  const { to } = rateScale(values.map((value) => Math.abs(value)));
  return { from: -to, to, ticks: [-to, -to / 2, 0, to / 2, to] };
}

/** Where a value stands, in per cent of the width; clipped to the picture. */
export function position(scale: Scale, value: number): number {
  const share = (value - scale.from) / (scale.to - scale.from);
  return Math.min(100, Math.max(0, share * 100));
}
