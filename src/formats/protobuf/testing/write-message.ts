/** A field to write: a number as varint, text or bytes as they are, a list of fields as a message. */
export type Written = readonly [
  number: number,
  value: number | bigint | string | Uint8Array | readonly Written[],
];

/** Writes a message: the counterpart of the reader, for tests. */
export function writeMessage(...fields: readonly Written[]): Uint8Array {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === "number" || typeof value === "bigint")
        return Buffer.concat([varint(number * 8), varint(value)]);
      const bytes =
        typeof value === "string"
          ? Buffer.from(value)
          : value instanceof Uint8Array
            ? value
            : writeMessage(...value);
      return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
    }),
  );
}

export function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}
