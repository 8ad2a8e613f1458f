import type { ViewKind } from "../../contracts/index.ts";
import { sourceOf, type Mapped } from "./mapped.ts";

/** A rendering of a text, or of a neighbourhood in it, in which evasions are undone. */
export interface View {
  /** What was undone somewhere in it, in the order of undoing. */
  readonly kinds: readonly ViewKind[];
  readonly text: string;
  /** The smallest stretch of the text as written that covers `start` to `end` of this view. */
  original(start: number, end: number): readonly [number, number];
  /** It reaches the end of the text: it may grow, or read otherwise, when more text comes. */
  readonly open: boolean;
}

export function viewOf(mapped: Mapped, kinds: readonly ViewKind[], open: boolean): View {
  return { kinds, text: mapped.text, original: (start, end) => sourceOf(mapped, start, end), open };
}
