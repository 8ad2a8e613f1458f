import type { ByteSource } from "../bytes/byte-source.ts";
import { runPickle } from "./run-pickle.ts";

/** How many instructions are tried on bytes with a magic number; others run on, until they call something. */
const tried = 2000;
/** Nothing but a pickle runs as far. */
const farEnough = 20_000_000;

class Enough extends Error {}

/** How many pickles in a row are tried: a dull one may stand before the one that matters. */
const inRow = 8;

/**
 * Whether these bytes are a pickle, by the bytes alone. Protocols 2 to 5 begin with PROTO; 0 and 1 begin
 * with any instruction, so the machine is let run: what gets to STOP, or calls something before it breaks, is
 * taken for one. No other bytes do. Dull instructions before the call do not hide it: it is looked for to the end.
 *
 * @returns `certain` with the magic number and an instruction behind it, or where something is called, whatever comes
 * then: the unpickler has called it when it gives up; `likely` where it only runs
 */
export async function couldBePickle(
  source: ByteSource,
  head: Uint8Array,
): Promise<"certain" | "likely" | undefined> {
  if (source.size < 2) return undefined;
  const magic = head[0] === 0x80 && (head[1] ?? 255) <= 5 && (head[1] ?? 0) >= 1;
  let count = 0;
  let telling = 0;
  let isCalling = false;
  let isStopping = false;
  let isCallingBehind = false;
  const observer = {
    global: () => ((telling += 8), false),
    call() {
      telling += 8;
      if (isStopping) isCallingBehind = true;
      else isCalling = true;
      return false;
    },
    opcode(code: number) {
      count += 1;
      // Loaders give up at a persistent id in text, as at the `P` a zip archive begins with.
      if (code === 0x50 && !isCalling) isStopping = true;
      if (code === 0x70 || code === 0x71 || code === 0x94 || code === 0x28) telling += 1;
      if (count > tried && (magic || isCalling || count > farEnough)) throw new Enough();
    },
  };
  try {
    let start = 0;
    for (let pickles = 0; pickles < inRow; pickles++) {
      const { fault, end, opcodes } = await runPickle(source, start, observer);
      if (magic) return fault === undefined || opcodes > 2 || source.size < 64 ? "certain" : "likely";
      // What calls something before it breaks has done so when the reader gives up. A list of words may name
      // things (two lines, the first with a small c), and calls none.
      if (isCalling || fault?.kind === "too-large") return "certain";
      if (fault !== undefined) return count > tried || isCallingBehind ? "likely" : undefined;
      if (opcodes < 2) return undefined;
      if (telling >= 8) return "certain";
      if (telling > 0 || end === source.size) return "likely";
      start = end;
    }
    return "likely";
  } catch (cause) {
    if (!(cause instanceof Enough)) throw cause;
    return "certain";
  }
}
