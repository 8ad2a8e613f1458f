import type { ByteSource } from "../bytes/byte-source.ts";
import { machineLimits } from "./machine.ts";
import { runPickle } from "./run-pickle.ts";

/** How many instructions are tried on bytes without a magic number. */
const tried = 2000;

class Enough extends Error {}

/**
 * Whether these bytes are a pickle, by the bytes alone. Protocols 2 to 5 begin with PROTO; 0 and 1 begin
 * with any instruction, so the machine is let run for a while: what gets to STOP, or far without
 * breaking a rule, and has made or named something on the way, is taken for one.
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
  const observer = {
    global: () => ((telling += 8), false),
    call: () => ((telling += 8), false),
    opcode(code: number) {
      count += 1;
      if (code === 0x70 || code === 0x71 || code === 0x94 || code === 0x28) telling += 1;
      if (count > tried) throw new Enough();
    },
  };
  try {
    const limits = { ...machineLimits, stack: 16 * 1024 };
    const { fault, end, opcodes } = await runPickle(source, 0, observer, { limits });
    if (magic) return fault === undefined || opcodes > 2 || source.size < 64 ? "certain" : "likely";
    if (fault === undefined) {
      const whole = end === source.size;
      if (opcodes < 2) return undefined;
      return telling >= 8 ? "certain" : telling > 0 || whole ? "likely" : undefined;
    }
    // What calls something before it breaks has done so when the reader gives up.
    return telling >= 16 && opcodes >= 3 ? "likely" : undefined;
  } catch (cause) {
    if (!(cause instanceof Enough)) throw cause;
    return magic ? "certain" : telling > 0 ? "likely" : undefined;
  }
}
