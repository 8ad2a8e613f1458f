import type { JsonValue } from "../../../../../contracts/index.ts";

/** Bytes of an element by `ScalarType` (torch/_export/serde/schema.py). */
const elementBytes: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 2,
  7: 4,
  8: 8,
  9: 4,
  10: 8,
  11: 16,
  12: 1,
  13: 2,
  28: 2,
  29: 1,
  30: 1,
  31: 1,
  32: 1,
  33: 1,
  34: 4,
  35: 8,
};

/**
 * The files a configuration says its tensors are in, and the bytes each must have; NaN where that cannot be told.
 * Files that it says are pickles are left out: they are examined by what they hold.
 */
export function weightFiles(config: JsonValue): ReadonlyMap<string, number> {
  const files = new Map<string, number>();
  for (const entry of Object.values(recordOf(recordOf(config)["config"]))) {
    const { path_name: path, use_pickle: pickled, tensor_meta: meta } = recordOf(entry);
    if (typeof path !== "string" || pickled !== false) continue;
    const bytes = bytesOf(recordOf(meta ?? null));
    // Tensors may share a file: the longest is what must be there. Math.max keeps NaN.
    files.set(path, Math.max(files.get(path) ?? 0, bytes));
  }
  return files;
}

function bytesOf(meta: Readonly<Record<string, JsonValue>>): number {
  const width = elementBytes[Number(meta["dtype"])] ?? NaN;
  const sizes = wholeNumbers(meta["sizes"]);
  const strides = wholeNumbers(meta["strides"]);
  if (sizes.includes(0)) return 0;
  const last = sizes.reduce((sum, size, i) => sum + (size - 1) * (strides[i] ?? NaN), 0);
  return (Number(recordOf(meta["storage_offset"] ?? null)["as_int"]) + last + 1) * width;
}

const wholeNumbers = (value: JsonValue | undefined): number[] =>
  Array.isArray(value) ? value.map((one: JsonValue) => Number(recordOf(one)["as_int"])) : [];

function recordOf(value: JsonValue | undefined): Readonly<Record<string, JsonValue>> {
  // Safe: what is no object and no list is a scalar, and a list is turned away.
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, JsonValue>>)
    : {};
}
