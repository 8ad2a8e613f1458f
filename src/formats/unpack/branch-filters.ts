/**
 * Turns absolute addresses of calls back into relative ones, in place.
 *
 * @param position of the first byte in all that is filtered
 * @returns how many bytes are done; the others must come again with more behind them
 */
export type BranchFilter = (bytes: Uint8Array, position: number) => number;

/** Filters that look at instructions of four bytes, one after another. */
const aligned =
  (turn: (bytes: Uint8Array, at: number, position: number) => void): BranchFilter =>
  (bytes, position) => {
    let at = 0;
    for (; at + 4 <= bytes.length; at += 4) turn(bytes, at, (position + at) >>> 0);
    return at;
  };

const arm = aligned((bytes, at, position) => {
  if (bytes[at + 3] !== 0xeb) return;
  const from = (byteAt(bytes, at + 2) << 16) | (byteAt(bytes, at + 1) << 8) | byteAt(bytes, at);
  const to = ((from << 2) - (position + 8)) >>> 2;
  bytes[at + 2] = to >>> 16;
  bytes[at + 1] = to >>> 8;
  bytes[at] = to;
});

const arm64 = aligned((bytes, at, position) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 4);
  const word = view.getUint32(0, true);
  if (word >>> 26 === 0x25)
    view.setUint32(0, (0x94000000 | ((word - (position >>> 2)) & 0x03ffffff)) >>> 0, true);
  else if ((word & 0x9f000000) >>> 0 === 0x90000000) {
    const from = ((word >>> 29) & 3) | ((word >>> 3) & 0x001ffffc);
    if (((from + 0x00020000) & 0x001c0000) !== 0) return;
    const to = from - (position >>> 12);
    const kept = word & 0x9000001f;
    view.setUint32(
      0,
      (kept | ((to & 3) << 29) | ((to & 0x0003fffc) << 3) | (-(to & 0x00020000) & 0x00e00000)) >>> 0,
      true,
    );
  }
});

const powerPc = aligned((bytes, at, position) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 4);
  const word = view.getUint32(0);
  if (word >>> 26 !== 0x12 || (word & 3) !== 1) return;
  view.setUint32(0, (0x48000001 | (((word & 0x03fffffc) - position) & 0x03fffffc)) >>> 0);
});

const sparc = aligned((bytes, at, position) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 4);
  const word = view.getUint32(0);
  const top = word >>> 22;
  if (top !== 0x100 && top !== 0x1ff) return;
  const to = ((word << 2) - position) >>> 2;
  view.setUint32(0, (((-((to >>> 22) & 1) << 22) & 0x3fffffff) | (to & 0x3fffff) | 0x40000000) >>> 0);
});

const thumb: BranchFilter = (bytes, position) => {
  let at = 0;
  for (; at + 4 <= bytes.length; at += 2) {
    const [a, b, c, d] = [
      byteAt(bytes, at),
      byteAt(bytes, at + 1),
      byteAt(bytes, at + 2),
      byteAt(bytes, at + 3),
    ];
    if ((b & 0xf8) !== 0xf0 || (d & 0xf8) !== 0xf8) continue;
    const from = ((b & 7) << 19) | (a << 11) | ((d & 7) << 8) | c;
    const to = ((from << 1) - (position + at + 4)) >>> 1;
    bytes[at + 1] = 0xf0 | ((to >>> 19) & 7);
    bytes[at] = to >>> 11;
    bytes[at + 3] = 0xf8 | ((to >>> 8) & 7);
    bytes[at + 2] = to;
    at += 2;
  }
  return at;
};

const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;
const isEnd = (byte: number): boolean => byte === 0 || byte === 0xff;
const allowed = [true, true, true, false, true, false, false, false];
const bitOf = [0, 1, 2, 2, 3, 3, 3, 3];

/** Calls and jumps of x86 may begin at any byte: what came before decides whether one is turned. */
function x86(): BranchFilter {
  let mask = 0;
  let last = -5;
  return (bytes, position) => {
    let at = 0;
    if (position - last > 5) last = position - 5;
    while (at + 5 <= bytes.length) {
      if ((byteAt(bytes, at) & 0xfe) !== 0xe8) {
        at += 1;
        continue;
      }
      const here = position + at;
      const distance = here - last;
      last = here;
      if (distance > 5) mask = 0;
      else for (let i = 0; i < distance; i++) mask = (mask & 0x77) << 1;
      const top = byteAt(bytes, at + 4);
      if (!isEnd(top) || allowed[(mask >> 1) & 7] !== true || mask >> 1 >= 0x10) {
        at += 1;
        mask |= isEnd(top) ? 0x11 : 1;
        continue;
      }
      const view = new DataView(bytes.buffer, bytes.byteOffset + at + 1, 4);
      const to = relative(view.getUint32(0, true), (here + 5) >>> 0, mask);
      view.setUint32(0, ((to & 0x01ffffff) | ((to & 0x01000000) === 0 ? 0 : 0xff000000)) >>> 0, true);
      at += 5;
      mask = 0;
    }
    return at;
  };
}

function relative(address: number, position: number, mask: number): number {
  let from = address;
  for (;;) {
    const to = (from - position) >>> 0;
    if (mask === 0) return to;
    const bit = bitOf[mask >> 1] ?? 0;
    if (!isEnd((to >>> (24 - bit * 8)) & 0xff)) return to;
    from = (to ^ (2 ** (32 - bit * 8) - 1)) >>> 0;
  }
}

/** Filters by the name of the machine; each call makes one that has seen nothing yet. */
export const branchFilters = {
  x86,
  arm: () => arm,
  thumb: () => thumb,
  arm64: () => arm64,
  powerPc: () => powerPc,
  sparc: () => sparc,
} as const satisfies Record<string, () => BranchFilter>;
