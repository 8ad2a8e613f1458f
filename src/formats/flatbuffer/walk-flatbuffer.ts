import { ByteReader } from "../bytes/byte-reader.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";

/**
 * What a field refers to: a text, a vector of elements of so many bytes, a vector of tables, a table, or a table
 * of a kind that is not known here (`opaque`), whose own references are followed as far as they are plain vectors,
 * or the table that the number in another field says (`union`).
 */
export type FlatField =
  | "text"
  | "bytes1"
  | "bytes4"
  | "bytes8"
  | "bytes16"
  | "bytes24"
  | "opaque"
  | { readonly table: string; readonly many: boolean }
  | { readonly union: number; readonly tables: Readonly<Record<number, string>> };

/** The fields of each table that refer to something, by number. Numbers in a table need no mention. */
export type FlatSchema = Readonly<Record<string, Readonly<Record<number, FlatField>>>>;

/** One table: where the values of its fields are. */
export interface FlatTable {
  readonly name: string;
  readonly at: number;
  /** Where the value of a field is, undefined where it is not there. */
  field(number: number): number | undefined;
}

const deepest = 64;
const mostTables = 5_000_000;

/** Widths of the elements of a vector, in bytes; of references to tables 4. */
const widths = { bytes1: 1, bytes4: 4, bytes8: 8, bytes16: 16, bytes24: 24 } as const;

/**
 * Verifies a FlatBuffer by a schema: every table, its vtable, text and vector is inside of the file and claimed
 * once, and padding is zero.
 *
 * @param header how many bytes before the first table are spoken for: the reference to it, and an identifier
 *
 * Source: https://flatbuffers.dev/internals/
 *
 * @throws FormatFault
 */
export async function walkFlatbuffer(
  source: ByteSource,
  schema: FlatSchema,
  root: string,
  claim: (start: number, end: number, what: string) => void,
  visit: (table: FlatTable) => void | Promise<void>,
  header = 8,
): Promise<void> {
  const reader = new ByteReader(source);
  const u32 = (at: number): Promise<number> => {
    reader.position = inside(source, at, 4);
    return reader.u32();
  };
  const seen = new Set<number>();
  const once = (start: number, end: number, what: string): boolean => {
    inside(source, start, end - start);
    if (seen.has(start)) return false;
    if (seen.size > mostTables) throw new FormatFault("too-large", "too many tables and vectors", start);
    seen.add(start);
    claim(start, end, what);
    return true;
  };
  const waiting: { readonly name: string; readonly at: number; readonly depth: number }[] = [
    { name: root, at: await u32(0), depth: 0 },
  ];
  claim(0, header, "header");
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { name, at, depth } = next;
    if (depth > deepest) throw new FormatFault("too-large", `tables deeper than ${deepest}`, at);
    reader.position = inside(source, at, 4);
    const vtable = at - (await reader.i32());
    reader.position = inside(source, vtable, 4);
    const [vtableSize, tableSize] = [await reader.u16(), await reader.u16()];
    if (vtableSize < 4 || vtableSize % 2 !== 0 || tableSize < 4)
      throw new FormatFault("malformed", "a table of no size", vtable);
    once(vtable, vtable + vtableSize, "vtable");
    if (!once(at, at + tableSize, "table")) continue;
    reader.position = vtable + 4;
    const offsets: number[] = [];
    for (let i = 4; i < vtableSize; i += 2) {
      const offset = await reader.u16();
      if (offset !== 0 && (offset < 4 || offset >= tableSize))
        throw new FormatFault("malformed", "a field outside of its table", vtable + i);
      offsets.push(offset);
    }
    const fieldAt = (number: number): number | undefined => {
      const offset = offsets[number] ?? 0;
      return offset === 0 ? undefined : at + offset;
    };
    await visit({ name, at, field: fieldAt });
    const kinds = schema[name];
    for (const [i] of offsets.entries()) {
      const place = fieldAt(i);
      if (place === undefined) continue;
      const kind = kinds === undefined ? "guess" : kinds[i];
      if (kind === undefined) continue;
      if (kind === "guess") {
        // Of a table nobody here knows: a number that leads to a vector which fits is taken for one.
        if (place + 4 > at + tableSize || place % 4 !== 0) continue;
        const target = place + (await u32(place));
        if (target + 4 > source.size || target % 4 !== 0 || seen.has(target) || target <= place) continue;
        const count = await u32(target);
        if (count <= 64 && count > 0 && target + 4 + count * 4 <= source.size)
          once(target, target + 4 + count * 4, "vector");
        continue;
      }
      const target = place + (await u32(place));
      if (kind === "opaque") {
        waiting.push({ name: "", at: target, depth: depth + 1 });
        continue;
      }
      if (typeof kind === "object" && "union" in kind) {
        const type = fieldAt(kind.union);
        reader.position = type ?? place;
        const name = type === undefined ? undefined : kind.tables[await reader.u8()];
        if (name === undefined)
          throw new FormatFault("unsupported", "a table of a kind that is not known", place);
        waiting.push({ name, at: target, depth: depth + 1 });
        continue;
      }
      if (typeof kind === "object" && !kind.many) {
        waiting.push({ name: kind.table, at: target, depth: depth + 1 });
        continue;
      }
      const count = await u32(target);
      if (kind === "text") {
        once(target, target + 4 + count + 1, "text");
        continue;
      }
      const width = typeof kind === "object" ? 4 : widths[kind];
      if (!once(target, target + 4 + count * width, "vector") || typeof kind !== "object") continue;
      for (let n = 0; n < count; n++) {
        const element = target + 4 + n * 4;
        waiting.push({ name: kind.table, at: element + (await u32(element)), depth: depth + 1 });
        if (waiting.length > mostTables) throw new FormatFault("too-large", "too many tables", element);
      }
    }
  }
}

function inside(source: ByteSource, at: number, length: number): number {
  if (at < 0 || at + length > source.size)
    throw new FormatFault(
      "malformed",
      "an offset beyond the end of the file",
      Math.max(0, Math.min(at, source.size)),
    );
  return at;
}
