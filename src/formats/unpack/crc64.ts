/** The table of the CRC of ECMA-182, reflected, as pairs of high and low words. */
const table = new Uint32Array(512);
for (let i = 0; i < 256; i++) {
  let high = 0;
  let low = i;
  for (let bit = 0; bit < 8; bit++) {
    const isOne = (low & 1) === 1;
    low = ((low >>> 1) | (high << 31)) >>> 0;
    high >>>= 1;
    if (isOne) {
      high = (high ^ 0xc96c5795) >>> 0;
      low = (low ^ 0xd7870f42) >>> 0;
    }
  }
  table[2 * i] = high;
  table[2 * i + 1] = low;
}

/** CRC-64/XZ, of bytes that come in pieces. */
export class Crc64 {
  #high = 0xffffffff;
  #low = 0xffffffff;

  update(bytes: Uint8Array): void {
    let high = this.#high;
    let low = this.#low;
    for (const byte of bytes) {
      const index = 2 * ((low ^ byte) & 0xff);
      low = ((low >>> 8) | (high << 24)) ^ (table[index + 1] ?? 0);
      high = (high >>> 8) ^ (table[index] ?? 0);
    }
    this.#high = high;
    this.#low = low;
  }

  digest(): bigint {
    return (BigInt(~this.#high >>> 0) << 32n) | BigInt(~this.#low >>> 0);
  }
}
