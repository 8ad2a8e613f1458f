import { setImmediate as nextTurn } from "node:timers/promises";
import type { ByteSource } from "./byte-source.ts";

/** Who has worked for this long without a pause lets timers and signals have their turn. */
const breathEveryMs = 25;

/**
 * The same bytes; but a reader who goes on and on lets the event loop have its turn now and then, so that
 * Ctrl-C, deadlines and progress are not held up. Reads from memory would otherwise never leave the
 * queue of promises.
 */
export function breathingSource(source: ByteSource): ByteSource {
  let breathed = performance.now();
  return {
    size: source.size,
    async read(offset, length) {
      if (performance.now() - breathed > breathEveryMs) {
        await nextTurn();
        breathed = performance.now();
      }
      return source.read(offset, length);
    },
    close: () => source.close(),
  };
}
