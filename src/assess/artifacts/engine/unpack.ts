import { FormatFault, spool, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactRule, Detail, ExaminationLimits } from "../artifact-format.ts";
import { engineRules } from "./rules.ts";

/** Below this, a ratio says nothing: a small file of zeros grows a thousandfold and hurts nobody. */
const harmlessBytes = 100 * 1024 ** 2;

/** What has come out of a file so far, all of its archives and theirs together. */
export interface Unpacked {
  unpacked: number;
  /** Bytes of the file that was given. */
  readonly given: number;
}

export interface UnpackSettings {
  /** Bytes of the one packed part. */
  readonly packed: number;
  readonly limits: ExaminationLimits;
  readonly signal: AbortSignal;
  readonly budget: Unpacked;
  readonly report: (rule: ArtifactRule, detail: Detail) => void;
}

/**
 * Spools what comes out of a packed part, and stops it where it outgrows either itself or the file
 * given: the second catches archives in archives and many entries over the same bytes, each of which is
 * harmless alone.
 *
 * @throws FormatFault `too-large`
 */
export function unpackWithin(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  settings: UnpackSettings,
): Promise<ByteSource> {
  return spool(counted(chunks, settings), { maxBytes: settings.limits.unpackedBytes });
}

async function* counted(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { packed, limits, signal, budget, report }: UnpackSettings,
): AsyncGenerator<Uint8Array> {
  let out = 0;
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    out += chunk.length;
    budget.unpacked += chunk.length;
    if (budget.unpacked > limits.unpackedBytes)
      throw new FormatFault("too-large", `more than ${limits.unpackedBytes} bytes come out of it`, 0);
    const alone = out > harmlessBytes && out > packed * limits.ratio;
    const together = budget.unpacked > harmlessBytes && budget.unpacked > budget.given * limits.ratio;
    if (alone || together) {
      const grown = alone
        ? `${packed} bytes become more than ${out}`
        : `${budget.given} bytes become more than ${budget.unpacked}, all parts together`;
      report(engineRules.bomb, { description: `${grown}.` });
      throw new FormatFault("too-large", grown, 0);
    }
    yield chunk;
  }
}
