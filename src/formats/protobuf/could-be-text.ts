import type { ByteSource } from "../bytes/byte-source.ts";

/**
 * Whether a reader of text would take the beginning of these bytes. A message that is written in such bytes only
 * must be recognised however many unknown fields are put around what counts: nobody else would refuse it.
 */
export async function couldBeText(source: ByteSource): Promise<boolean> {
  const head = await source.read(0, 64 * 1024);
  if (head.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
