/** Rotation offsets and the walk of the lanes, and the round constants as pairs of 32 bits: FIPS 202, 3.2. */
const rotations = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];
const lanes = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];
const constants = roundConstants();

function roundConstants(): Uint32Array {
  const out = new Uint32Array(48);
  let lfsr = 1;
  for (let round = 0; round < 24; round++)
    for (let j = 0; j < 7; j++) {
      if ((lfsr & 1) === 1) {
        const bit = (1 << j) - 1;
        const place = 2 * round + (bit < 32 ? 0 : 1);
        out[place] = (out[place] ?? 0) ^ (1 << (bit & 31));
      }
      lfsr = (lfsr << 1) ^ ((lfsr & 0x80) === 0 ? 0 : 0x171);
    }
  return out;
}

/** Keccak-256 as Ethereum uses it (padding 0x01, before FIPS 202), of at most 135 bytes of ASCII; in hex. */
export function keccak256(text: string): string {
  const bytes = new Uint8Array(200);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  bytes[text.length] = 1;
  bytes[135] = (bytes[135] ?? 0) | 0x80;
  const view = new DataView(bytes.buffer);
  const state = new Int32Array(50);
  for (let i = 0; i < 50; i++) state[i] = view.getInt32(4 * i, true);
  for (let round = 0; round < 24; round++) permute(state, round);
  for (let i = 0; i < 8; i++) view.setInt32(4 * i, state[i] ?? 0, true);
  return Array.from(bytes.subarray(0, 32), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const low = new Int32Array(5);
const high = new Int32Array(5);

function permute(s: Int32Array, round: number): void {
  const at = (i: number): number => s[i] ?? 0;
  for (let x = 0; x < 5; x++) {
    low[x] = at(2 * x) ^ at(2 * x + 10) ^ at(2 * x + 20) ^ at(2 * x + 30) ^ at(2 * x + 40);
    high[x] = at(2 * x + 1) ^ at(2 * x + 11) ^ at(2 * x + 21) ^ at(2 * x + 31) ^ at(2 * x + 41);
  }
  for (let x = 0; x < 5; x++) {
    const l = low[(x + 1) % 5] ?? 0;
    const h = high[(x + 1) % 5] ?? 0;
    const byLow = (low[(x + 4) % 5] ?? 0) ^ ((l << 1) | (h >>> 31));
    const byHigh = (high[(x + 4) % 5] ?? 0) ^ ((h << 1) | (l >>> 31));
    for (let y = 0; y < 50; y += 10) {
      s[2 * x + y] = at(2 * x + y) ^ byLow;
      s[2 * x + y + 1] = at(2 * x + y + 1) ^ byHigh;
    }
  }
  let l = at(2);
  let h = at(3);
  for (let i = 0; i < 24; i++) {
    const lane = 2 * (lanes[i] ?? 0);
    const turn = rotations[i] ?? 0;
    const [from, into] = turn < 32 ? [l, h] : [h, l];
    const n = turn & 31;
    const rotatedLow = n === 0 ? from : (from << n) | (into >>> (32 - n));
    const rotatedHigh = n === 0 ? into : (into << n) | (from >>> (32 - n));
    l = at(lane);
    h = at(lane + 1);
    s[lane] = rotatedLow;
    s[lane + 1] = rotatedHigh;
  }
  for (let y = 0; y < 50; y += 10) {
    for (let x = 0; x < 5; x++) {
      low[x] = at(y + 2 * x);
      high[x] = at(y + 2 * x + 1);
    }
    for (let x = 0; x < 5; x++) {
      s[y + 2 * x] = at(y + 2 * x) ^ (~(low[(x + 1) % 5] ?? 0) & (low[(x + 2) % 5] ?? 0));
      s[y + 2 * x + 1] = at(y + 2 * x + 1) ^ (~(high[(x + 1) % 5] ?? 0) & (high[(x + 2) % 5] ?? 0));
    }
  }
  s[0] = at(0) ^ (constants[2 * round] ?? 0);
  s[1] = at(1) ^ (constants[2 * round + 1] ?? 0);
}
