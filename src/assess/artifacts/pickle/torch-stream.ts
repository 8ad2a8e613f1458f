import { FormatFault, type ByteSource, type PickleValue } from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";
import { examinePickle, type ExaminedPickle } from "./examine-pickle.ts";
import { passStorage } from "./pass-storage.ts";
import { storageElementBytes } from "./storage-types.ts";

/** PROTO 2, LONG1 of ten bytes: 0x1950a86a20f9469cfc6c, STOP. */
const magic = [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

/** Whether the first bytes are the pickled magic number of `torch.save` before 1.6. */
export function isTorchStream(head: Uint8Array): boolean {
  const start = head[0] === 0x80 ? 2 : 0;
  return magic.every((byte, i) => head[start + i] === byte);
}

/**
 * The stream `torch.save` wrote before 1.6, and still does on request: five pickles (magic number,
 * protocol, system, object, storage keys), then for each key the number of its elements and the raw
 * elements. All five are examined; every byte of the storages is claimed.
 *
 * Source: torch/serialization.py, `_legacy_save`.
 *
 * @throws FormatFault
 */
export async function examineTorchStream(source: ByteSource, examination: Examination): Promise<void> {
  const widths = new Map<string, number>();
  let last: ExaminedPickle | undefined;
  let at = 0;
  for (const part of ["magic number", "protocol", "system", "object", "storage keys"]) {
    last = await examinePickle(source, at, examination, {
      what: `pickle: ${part}`,
      torch: true,
      persistent: (id) => noteStorage(id, widths),
    });
    if (last.fault !== undefined) throw last.fault;
    at = last.end;
  }
  const keys = await last?.run.session.result({ values: 2_000_000 });
  if (keys?.kind !== "list") throw new FormatFault("malformed", "the list of storage keys is none", at);
  if (keys.items.length !== keys.count) {
    // Longer lists are not kept: the storages are of known order only to whoever keeps all keys.
    at = await passStorages(source, examination, at, keys.count, [...widths.values()]);
    return;
  }
  for (const key of keys.items) {
    const width = key.kind === "text" ? widths.get(key.value) : undefined;
    if (width === undefined)
      throw new FormatFault("malformed", "a storage that nothing in the object refers to", at);
    at = await passStorage(source, examination, at, width);
  }
}

/** Where all storages are of one width, their order does not matter. */
async function passStorages(
  source: ByteSource,
  examination: Examination,
  start: number,
  count: number,
  widths: readonly number[],
): Promise<number> {
  const [width] = widths;
  if (width === undefined || widths.some((other) => other !== width))
    throw new FormatFault("unsupported", `${count} storages of several types`, start);
  let at = start;
  for (let i = 0; i < count; i++) at = await passStorage(source, examination, at, width);
  return at;
}

/** `("storage", torch.FloatStorage, "key", "cpu", 12, None)` */
function noteStorage(id: PickleValue, widths: Map<string, number>): void {
  if (id.kind !== "tuple") return;
  const [tag, type, key] = id.items;
  if (tag?.kind !== "text" || tag.value !== "storage" || type?.kind !== "global" || key?.kind !== "text")
    return;
  const width = storageElementBytes(type.name);
  if (width !== undefined && widths.size < 1_000_000) widths.set(key.value, width);
}
