/** How an adversarial row differs from the row it was made of. */
export interface Distances {
  readonly linf: number;
  readonly l2: number;
  readonly l1: number;
  /** Values that differ at all. */
  readonly l0: number;
}

export type Norm = "linf" | "l2" | "l1";
