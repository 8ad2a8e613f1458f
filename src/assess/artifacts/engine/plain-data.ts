import type { ByteLedger, ByteSource } from "../../../formats/index.ts";
import type { MemberOptions } from "../artifact-format.ts";

/** Writers align what they store to pages of up to this size. */
const largestPadding = 64 * 1024;

/** Explains plain data by the parts that are known of it, and zeros between them. */
export async function claimData(
  source: ByteSource,
  ledger: ByteLedger,
  { data = "data", extents }: MemberOptions,
): Promise<void> {
  if (extents === undefined) {
    ledger.claim(0, source.size, data);
    return;
  }
  // In order and joined: tensors may share bytes, which their format judges.
  let reached = 0;
  for (const [start, end] of extents.toSorted((a, b) => a[0] - b[0])) {
    ledger.claim(Math.max(reached, start), end, data);
    reached = Math.max(reached, end);
  }
  for (const { start, end } of ledger.gaps())
    if (end - start <= largestPadding && (await source.read(start, end - start)).every((byte) => byte === 0))
      ledger.claim(start, end, "padding");
}
