import { partOf, type ByteSource } from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";

/**
 * Bytes that the format around them leaves over, behind its end or between its parts, looked at as a file of
 * their own: what hides there is named and not only missed. They are not claimed, so that the file stays
 * incomplete whatever they turn out to be.
 */
export async function examineRemainder(
  source: ByteSource,
  [start, end]: readonly [number, number],
  examination: Examination,
  where: string,
): Promise<void> {
  if (end > start) await examination.member(where, partOf(source, start, end));
}
