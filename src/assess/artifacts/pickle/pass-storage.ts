import { FormatFault, type ByteSource } from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";

/**
 * Explains a storage as PyTorch's streams hold it: the number of its elements in eight bytes, then the elements.
 *
 * @param width bytes of an element
 * @returns behind its last byte
 * @throws FormatFault `truncated`
 */
export async function passStorage(
  source: ByteSource,
  examination: Examination,
  at: number,
  width: number,
): Promise<number> {
  const head = await source.read(at, 8);
  if (head.length < 8) throw new FormatFault("truncated", "a storage without its size", at);
  const elements = new DataView(head.buffer, head.byteOffset, 8).getBigInt64(0, true);
  const end = at + 8 + Number(elements) * width;
  if (elements < 0n || !Number.isSafeInteger(end) || end > source.size)
    throw new FormatFault("truncated", `a storage of ${elements} elements is announced`, at);
  examination.claim(at, at + 8, "storage size");
  examination.claim(at + 8, end, "storage");
  return end;
}
