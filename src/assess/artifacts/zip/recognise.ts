import { isZipAtEnd, looksLikeLlamafile } from "../../../formats/index.ts";
import type { Certainty, Probe } from "../artifact-format.ts";

/**
 * A zip archive begins with a record of its own, or it ends with one: readers take the end of a file of
 * any kind. TensorFlow Lite appends its metadata like that, and a llamafile its model: those formats hand
 * the archive on themselves.
 */
export async function recogniseZip({ head, source }: Probe): Promise<Certainty | undefined> {
  const [p, k, third, fourth] = head;
  if (p === 0x50 && k === 0x4b && third !== undefined && fourth !== undefined) {
    const kind = third * 256 + fourth;
    if (kind === 0x0304 || kind === 0x0506 || kind === 0x0708 || kind === 0x3030) return "certain";
  }
  const isLite = head[4] === 0x54 && head[5] === 0x46 && head[6] === 0x4c && head[7] === 0x33;
  if (isLite || looksLikeLlamafile(head)) return undefined;
  return (await isZipAtEnd(source)) ? "certain" : undefined;
}
