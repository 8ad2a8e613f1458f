import { FormatFault, type ByteSource, type PickleValue } from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";
import { examinePickle } from "./examine-pickle.ts";
import { passStorage } from "./pass-storage.ts";
import { storageElementBytes } from "./storage-types.ts";

/** PyTorch has 64 dimensions at most. */
const mostDimensions = 64;

interface Part {
  readonly value: PickleValue;
  readonly end: number;
}

/**
 * The member `storages` of what PyTorch 0.1 wrote: how many there are, then for each a pickle
 * `(key, location, class)` and its elements; at last a pickle of the views into them,
 * `[(key, root, offset, elements)]`.
 *
 * Source: torch/serialization.py, `_legacy_load`, `legacy_load`.
 *
 * @throws FormatFault
 */
export async function examineTarStorages(source: ByteSource, examination: Examination): Promise<void> {
  const first = await pickleAt(source, 0, examination, "pickle: number of storages");
  const count = countOf(first);
  let at = first.end;
  for (let i = 0; i < count; i++) {
    examination.signal.throwIfAborted();
    const head = await pickleAt(source, at, examination, "pickle: storage");
    const [, , type] = partsOf(head.value, 3, at);
    const width = type?.kind === "global" ? storageElementBytes(type.name) : undefined;
    if (width === undefined) throw new FormatFault("unsupported", "a storage of an unknown class", at);
    at = await passStorage(source, examination, head.end, width);
  }
  const views = await pickleAt(source, at, examination, "pickle: views");
  if (views.value.kind !== "list") throw new FormatFault("malformed", "views that are no list", at);
  examination.fact("storages", count);
}

/**
 * The member `tensors` of what PyTorch 0.1 wrote: how many there are, then for each a pickle
 * `(key, storage, class)`, the number of dimensions in eight bytes, sizes, strides and the offset.
 *
 * Source: torch/serialization.py, `_legacy_load`, `legacy_load`.
 *
 * @throws FormatFault
 */
export async function examineTarTensors(source: ByteSource, examination: Examination): Promise<void> {
  const first = await pickleAt(source, 0, examination, "pickle: number of tensors");
  const count = countOf(first);
  let at = first.end;
  for (let i = 0; i < count; i++) {
    examination.signal.throwIfAborted();
    const head = await pickleAt(source, at, examination, "pickle: tensor");
    partsOf(head.value, 3, at);
    at = await passShape(source, examination, head.end);
  }
  examination.fact("tensors", count);
}

async function passShape(source: ByteSource, examination: Examination, at: number): Promise<number> {
  const head = await source.read(at, 8);
  if (head.length < 8) throw new FormatFault("truncated", "a tensor without its shape", at);
  const dimensions = new DataView(head.buffer, head.byteOffset, 8).getInt32(0, true);
  if (dimensions < 0 || dimensions > mostDimensions)
    throw new FormatFault("malformed", `a tensor of ${dimensions} dimensions`, at);
  const length = 16 * dimensions + 8;
  const bytes = await source.read(at + 8, length);
  if (bytes.length < length) throw new FormatFault("truncated", "the shape of a tensor ends early", at);
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  for (let i = 0; i < length; i += 8)
    if (view.getBigInt64(i, true) < 0n)
      throw new FormatFault("malformed", "a negative size, stride or offset", at + 8 + i);
  examination.claim(at, at + 8 + length, "shape");
  return at + 8 + length;
}

async function pickleAt(
  source: ByteSource,
  at: number,
  examination: Examination,
  what: string,
): Promise<Part> {
  const examined = await examinePickle(source, at, examination, { what });
  if (examined.fault !== undefined) throw examined.fault;
  return { value: await examined.result(), end: examined.end };
}

function countOf({ value, end }: Part): number {
  if (value.kind !== "int") throw new FormatFault("malformed", "a number of parts that is none", end);
  const count = Number(value.value);
  if (!Number.isSafeInteger(count) || count < 0)
    throw new FormatFault("malformed", `${value.value} parts are announced`, end);
  return count;
}

function partsOf(value: PickleValue, length: number, at: number): readonly PickleValue[] {
  if (value.kind !== "tuple" || value.items.length !== length)
    throw new FormatFault("malformed", `a head that is not ${length} values`, at);
  return value.items;
}
