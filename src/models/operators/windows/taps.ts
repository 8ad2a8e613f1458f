import { eachTap, onPictures, pictureOf, type Windows } from "./windows.ts";

/** The visits of `eachTap` as three lists, made once and gone through for every channel of every row. */
export interface Taps {
  readonly to: Int32Array;
  readonly tap: Int32Array;
  readonly at: Int32Array;
}

export function tapsOf(windows: Windows, sizes: readonly number[]): Taps {
  const [height, width] = pictureOf(sizes);
  const to: number[] = [];
  const tap: number[] = [];
  const at: number[] = [];
  eachTap(onPictures(windows), height, width, (window, place, from) => {
    to.push(window);
    tap.push(place);
    at.push(from);
  });
  return { to: Int32Array.from(to), tap: Int32Array.from(tap), at: Int32Array.from(at) };
}
