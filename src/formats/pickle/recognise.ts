import type { ByteSource } from "../bytes/byte-source.ts";
import { machineLimits } from "./machine.ts";
import { runPickle } from "./run-pickle.ts";

/** How many instructions are tried on bytes without a magic number. */
const tried = 2000;

class Enough extends Error {}

/** How many pickles in a row are tried: a dull one may stand before the one that matters. */
const inRow = 8;

/**
 * Whether these bytes are a pickle, by the bytes alone. Protocols 2 to 5 begin with PROTO; 0 and 1 begin
 * with any instruction, so the machine is let run for a while: what gets to STOP, or far without
 * breaking a rule, or has called something before it breaks, is taken for one. No other text runs as far.
 *
 * @returns `certain` with the magic number and an instruction behind it, or where the whole of a small
 * file runs to STOP and calls something; `likely` where it only runs
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
  const observer = {
    global: () => ((telling += 8), false),
    call: () => ((telling += 8), (isCalling = true), false),
    opcode(code: number) {
      count += 1;
      if (code === 0x70 || code === 0x71 || code === 0x94 || code === 0x28) telling += 1;
      if (count > tried) throw new Enough();
    },
  };
  try {
    const limits = { ...machineLimits, stack: 16 * 1024 };
    let start = 0;
    for (let pickles = 0; pickles < inRow; pickles++) {
      const { fault, end, opcodes } = await runPickle(source, start, observer, { limits });
      if (magic) return fault === undefined || opcodes > 2 || source.size < 64 ? "certain" : "likely";
      // What calls something before it breaks has done so when the reader gives up. A list of words may name
      // things (two lines, the first with a small c), and calls none.
      if (fault !== undefined) return isCalling ? "likely" : undefined;
      if (opcodes < 2) return undefined;
      if (telling >= 8) return "certain";
      if (telling > 0 || end === source.size) return "likely";
      start = end;
    }
    return "likely";
  } catch (cause) {
    if (!(cause instanceof Enough)) throw cause;
    return magic ? "certain" : "likely";
  }
}
