const bits = new DataView(new ArrayBuffer(8));

/**
 * The largest float32 that is not above `x`: `v <= x` and `v <= floorToFloat32(x)` are the same for every float32 `v`,
 * which rounding to the nearest does not give.
 */
export function floorToFloat32(x: number): number {
  const near = Math.fround(x);
  return near > x ? below(near, "float32") : near;
}

/** The next smaller number: `v < x` is `v <= below(x)`. */
export function below(x: number, precision: "float32" | "float64"): number {
  if (Number.isNaN(x) || x === -Infinity) return x;
  if (precision === "float32") {
    if (x === 0) return -(2 ** -149);
    bits.setFloat32(0, x);
    bits.setInt32(0, bits.getInt32(0) + (x > 0 ? -1 : 1));
    return bits.getFloat32(0);
  }
  if (x === 0) return -Number.MIN_VALUE;
  bits.setFloat64(0, x);
  bits.setBigInt64(0, bits.getBigInt64(0) + (x > 0 ? -1n : 1n));
  return bits.getFloat64(0);
}
