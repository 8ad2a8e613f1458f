import type { JsonValue } from "../../contracts/index.ts";

/**
 * Text as both databases can hold it. What targets say is hostile text: PostgreSQL refuses U+0000, and
 * lone surrogates are no Unicode. The evidence keeps the original; the index shows U+FFFD instead.
 */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}

/** JSON text escapes both by itself. */
export const toJson = (value: unknown): string => JSON.stringify(value);

/** Reads what `toJson` wrote. Callers narrow it to the type that was written: this room alone writes rows. */
export const fromJson = (text: string): JsonValue => JSON.parse(text) as JsonValue;

/** A LIKE pattern that contains `q` literally; use with `escape '\'`. */
export function containing(q: string): string {
  return `%${storable(q)
    .replaceAll(/[\\%_]/g, (c) => `\\${c}`)
    .toLowerCase()}%`;
}

/** Splits rows into batches that stay below the databases' limits on parameters (32,766 and 65,535). */
export function* batches<T>(rows: readonly T[], size = 500): Iterable<readonly T[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}
