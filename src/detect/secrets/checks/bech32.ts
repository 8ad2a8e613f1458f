const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    generators.forEach((generator, i) => {
      if (((top >>> i) & 1) === 1) sum ^= generator;
    });
  }
  return sum >>> 0;
}

const expand = (prefix: string): number[] => {
  const codes = Array.from(prefix, (letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
};

/** Whether a text keeps its Bech32 checksum. Source: BIP 173; age keys use it. */
export function isBech32(text: string): boolean {
  const lower = text.toLowerCase();
  const split = lower.lastIndexOf("1");
  const values = Array.from(lower.slice(split + 1), (letter) => alphabet.indexOf(letter));
  if (split < 1 || values.includes(-1)) return false;
  return polymod([...expand(lower.slice(0, split)), ...values]) === 1;
}

/** Adds the checksum to `prefix`, `1` and the letters of `data`. */
export function withBech32(prefix: string, data: string): string {
  const values = Array.from(data.toLowerCase(), (letter) => alphabet.indexOf(letter));
  const rest = polymod([...expand(prefix.toLowerCase()), ...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = [25, 20, 15, 10, 5, 0].map((shift) => alphabet[(rest >>> shift) & 31] ?? "").join("");
  return `${prefix}1${data}${check}`;
}

export const bech32Letters = alphabet;
