import { branchFilters } from "./branch-filters.ts";
import type { Decoder } from "./unpacking.ts";

/** What turns bytes into bytes of the same number: differences to the byte so far before, or calls of a machine. */
export type PackFilter =
  | { readonly kind: "delta"; readonly distance: number }
  | { readonly kind: keyof typeof branchFilters; readonly start: number };

/**
 * What comes out of a decoder, with a filter of .xz or 7z taken off.
 *
 * Source: The .xz File Format 1.2.1, section 5.3; 7-Zip's Methods.txt
 */
export function filtered(decoder: Decoder, filter: PackFilter): Decoder {
  return filter.kind === "delta"
    ? summed(decoder, filter.distance)
    : turned(decoder, filter.kind, filter.start);
}

async function* summed(decoder: Decoder, distance: number): Decoder {
  const before = new Uint8Array(distance);
  let at = 0;
  for (;;) {
    const next = await decoder.next();
    if (next.done === true) return next.value;
    const bytes = Uint8Array.from(next.value);
    for (let i = 0; i < bytes.length; i++) {
      const sum = ((bytes[i] ?? 0) + (before[at] ?? 0)) & 0xff;
      bytes[i] = sum;
      before[at] = sum;
      at = at + 1 === distance ? 0 : at + 1;
    }
    yield bytes;
  }
}

async function* turned(decoder: Decoder, kind: keyof typeof branchFilters, start: number): Decoder {
  const turn = branchFilters[kind]();
  let rest = new Uint8Array();
  let position = start;
  for (;;) {
    const next = await decoder.next();
    if (next.done === true) {
      // What is too short for an instruction stays as it is.
      if (rest.length > 0) yield rest;
      return next.value;
    }
    const bytes = new Uint8Array(rest.length + next.value.length);
    bytes.set(rest);
    bytes.set(next.value, rest.length);
    const done = turn(bytes, position);
    position += done;
    rest = bytes.slice(done);
    if (done > 0) yield bytes.subarray(0, done);
  }
}
