/** How many mutants a property tries: 300 in `npm test`, more in the nightly target. */
export const mutantCount = Number(process.env["BARTIZAN_MUTANTS"] ?? "300");

export interface Mutant {
  readonly bytes: Uint8Array;
  /** What was done, for the message of a failing test. */
  readonly how: string;
}

/**
 * Damaged copies of a well-made file: cut off, flipped, spliced, with lengths that lie, grown and
 * repeated. The same seed gives the same mutants.
 *
 * @example for (const { bytes, how } of mutantsOf(file, 7)) await expectNoFalseClean(bytes, how);
 */
export function* mutantsOf(given: Uint8Array, seed: number, count = mutantCount): Generator<Mutant> {
  // A copy that is no Buffer: the `slice` of a Buffer is a view, through which damage would add up in the original.
  const file = Uint8Array.from(given);
  let state = seed >>> 0 || 1;
  // Mulberry32: enough for choosing damage, and the same on every machine.
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(random() * limit);
  const damages = [
    (): Mutant => {
      const length = below(file.length);
      return { bytes: file.slice(0, length), how: `cut to ${length}` };
    },
    (): Mutant => {
      const bytes = file.slice();
      const at = below(file.length);
      const bit = below(8);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      return { bytes, how: `bit ${bit} of byte ${at} flipped` };
    },
    (): Mutant => {
      const bytes = file.slice();
      const at = below(file.length);
      const value = [0x00, 0xff, 0x7f, 0x80, 0x2e, 0x28, 0x52, 0x63][below(8)] ?? 0;
      bytes[at] = value;
      return { bytes, how: `byte ${at} set to ${value}` };
    },
    (): Mutant => {
      const bytes = file.slice();
      const at = below(Math.max(1, file.length - 8));
      const width = [2, 4, 8][below(3)] ?? 4;
      bytes.fill(below(2) === 0 ? 0xff : 0x7f, at, at + width);
      return { bytes, how: `${width} bytes at ${at} set to a huge number` };
    },
    (): Mutant => {
      const from = below(file.length);
      const to = Math.min(file.length, from + 1 + below(64));
      const at = below(file.length);
      const bytes = Buffer.concat([file.subarray(0, at), file.subarray(from, to), file.subarray(at)]);
      return { bytes, how: `bytes ${from}–${to} repeated at ${at}` };
    },
    (): Mutant => {
      const from = below(file.length);
      const to = Math.min(file.length, from + 1 + below(64));
      const bytes = Buffer.concat([file.subarray(0, from), file.subarray(to)]);
      return { bytes, how: `bytes ${from}–${to} taken out` };
    },
    (): Mutant => {
      const junk = Uint8Array.from({ length: 1 + below(32) }, () => below(256));
      return { bytes: Buffer.concat([file, junk]), how: `${junk.length} bytes of junk behind` };
    },
    (): Mutant => {
      const junk = Uint8Array.from({ length: 1 + below(32) }, () => below(256));
      return { bytes: Buffer.concat([junk, file]), how: `${junk.length} bytes of junk before` };
    },
  ];
  for (let i = 0; i < count; i++) {
    const damage = damages[i % damages.length];
    if (damage !== undefined) yield damage();
  }
}
