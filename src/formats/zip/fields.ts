import { crc32 } from "node:zlib";
import { FormatFault } from "../fault/format-fault.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { nameOf } from "./names.ts";
import { flagBits, signatures, type CentralHeader, type LocalHeader, type ZipExtra } from "./records.ts";

const full32 = 0xffff_ffff;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The local header at a place. @throws FormatFault where there is none, or not all of it */
export async function readLocal(source: ByteSource, start: number): Promise<LocalHeader> {
  const view = viewOf(await exactly(source, start, 30));
  if (view.getUint32(0, true) !== signatures.local)
    throw new FormatFault("malformed", "there is no local header where one is announced", start);
  const nameLength = view.getUint16(26, true);
  const extraLength = view.getUint16(28, true);
  const rest = (await exactly(source, start + 30, nameLength + extraLength)).slice();
  return {
    start,
    end: start + 30 + nameLength + extraLength,
    ...common(view, 6, rest.subarray(0, nameLength), rest.subarray(nameLength), undefined, start),
  };
}

/** The header of the central directory at a place. @throws FormatFault where there is none, or not all of it */
export async function readCentralHeader(
  source: ByteSource,
  start: number,
  shift: number,
): Promise<CentralHeader> {
  const view = viewOf(await exactly(source, start, 46));
  if (view.getUint32(0, true) !== signatures.central)
    throw new FormatFault("malformed", "the central directory ends before all of its entries", start);
  const nameLength = view.getUint16(28, true);
  const extraLength = view.getUint16(30, true);
  const commentLength = view.getUint16(32, true);
  const disk = view.getUint16(34, true);
  if (disk !== 0 && disk !== 0xffff)
    throw new FormatFault("unsupported", "the archive is spread over several files", start);
  const local = { offset: view.getUint32(42, true) };
  const external = view.getUint32(38, true);
  const rest = (await exactly(source, start + 46, nameLength + extraLength + commentLength)).slice();
  const extra = rest.subarray(nameLength, nameLength + extraLength);
  const fields = common(view, 8, rest.subarray(0, nameLength), extra, local, start);
  return {
    start,
    end: start + 46 + rest.length,
    ...fields,
    localStart: local.offset + shift,
    madeBy: view.getUint8(5),
    unixMode: external >>> 16,
    comment: rest.subarray(nameLength + extraLength),
  };
}

/** The fields from the flags to the size of a name, which both headers have in one order. */
function common(
  view: DataView,
  at: number,
  rawName: Uint8Array,
  extra: Uint8Array,
  local: { offset: number } | undefined,
  start: number,
): Omit<LocalHeader, "start" | "end"> {
  const flags = view.getUint16(at, true);
  const plain = { packed: view.getUint32(at + 12, true), size: view.getUint32(at + 16, true) };
  const { extras, broken } = extrasOf(extra);
  const sizes = { ...plain, contradicts: false };
  const wide = extras.find(({ id }) => id === 1)?.content;
  if (wide !== undefined) readZip64(wide, sizes, local, start);
  const unicodeName = unicodeNameOf(extras, rawName);
  return {
    rawName,
    name: nameOf(rawName, (flags & flagBits.utf8) !== 0),
    flags,
    method: view.getUint16(at + 2, true),
    crc: view.getUint32(at + 8, true),
    packed: sizes.packed,
    size: sizes.size,
    extras,
    extraBroken: broken,
    zip64Contradicts: sizes.contradicts,
    ...(unicodeName === undefined ? {} : { unicodeName }),
  };
}

/**
 * The ZIP64 field holds, in this order and only where the plain field is full: size, packed size, offset.
 * Some writers put all of them in; a reader that takes them regardless sees other sizes than one that does not.
 */
function readZip64(
  content: Uint8Array,
  sizes: { packed: number; size: number; contradicts: boolean },
  local: { offset: number } | undefined,
  start: number,
): void {
  const view = viewOf(content);
  let at = 0;
  const next = (): number | undefined => {
    if (at + 8 > content.length) return undefined;
    const value = view.getBigUint64(at, true);
    at += 8;
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw new FormatFault("malformed", `${value} is no possible size`, start);
    return Number(value);
  };
  const regardless = [next(), next(), next()];
  const plain = [sizes.size, sizes.packed, ...(local === undefined ? [] : [local.offset])];
  at = 0;
  if (sizes.size === full32) sizes.size = next() ?? sizes.size;
  if (sizes.packed === full32) sizes.packed = next() ?? sizes.packed;
  if (local?.offset === full32) local.offset = next() ?? local.offset;
  // Zeros, in the plain field or here, are of writers who leave the place free and fill in one of them.
  sizes.contradicts =
    !plain.includes(full32) &&
    plain.some((value, i) => {
      const other = regardless[i];
      return other !== undefined && other !== value && other !== 0 && value !== 0;
    });
}

function extrasOf(field: Uint8Array): { readonly extras: readonly ZipExtra[]; readonly broken: boolean } {
  const view = viewOf(field);
  const extras: ZipExtra[] = [];
  let at = 0;
  while (at + 4 <= field.length) {
    const length = view.getUint16(at + 2, true);
    if (at + 4 + length > field.length) return { extras, broken: true };
    extras.push({ id: view.getUint16(at, true), content: field.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return { extras, broken: field.subarray(at).some((byte) => byte !== 0) };
}

function unicodeNameOf(extras: readonly ZipExtra[], rawName: Uint8Array): string | undefined {
  const content = extras.find(({ id }) => id === 0x7075)?.content;
  if (content === undefined || content.length < 5 || content[0] !== 1) return undefined;
  // It says which name it stands for; where that was changed since, readers leave it alone.
  if (viewOf(content).getUint32(1, true) !== crc32(rawName)) return undefined;
  return nameOf(content.subarray(5), true);
}

export async function exactly(source: ByteSource, start: number, length: number): Promise<Uint8Array> {
  if (start < 0) throw new FormatFault("malformed", `byte ${start} is announced, before the file`, 0);
  const bytes = await source.read(start, length);
  if (start > source.size || bytes.length < length)
    throw new FormatFault("truncated", `${length} bytes are announced, ${bytes.length} are left`, start);
  return bytes;
}
