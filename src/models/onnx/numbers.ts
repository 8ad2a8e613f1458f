import { floatOf, FormatFault, int64Of, packedVarints, type WireField } from "../../formats/index.ts";

/** Both ways in which a list of numbers is written: a field each, or all in one. */
export function pushFloats(field: WireField, into: number[]): void {
  if (field.wire === "i32") into.push(floatOf(field));
  else {
    const bytes = packedOf(field, 4);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at < bytes.length; at += 4) into.push(view.getFloat32(at, true));
  }
}

export function pushDoubles(field: WireField, into: number[]): void {
  if (field.wire === "i64") into.push(floatOf(field));
  else {
    const bytes = packedOf(field, 8);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at < bytes.length; at += 8) into.push(view.getFloat64(at, true));
  }
}

export function pushInts(field: WireField, into: number[]): void {
  if (field.wire === "varint") into.push(int64Of(field));
  else for (const value of packedVarints(packedOf(field, 1), field.to - field.from)) into.push(value);
}

function packedOf(field: WireField, width: number): Uint8Array {
  if (field.wire !== "len" || field.bytes === undefined || field.bytes.length % width !== 0)
    throw new FormatFault("malformed", "a list of numbers that breaks off", field.start);
  return field.bytes;
}
