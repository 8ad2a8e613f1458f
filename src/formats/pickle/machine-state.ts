import type { GlobalTable } from "./globals.ts";
import type { ValueHeap } from "./heap.ts";

/** What may be seen of the machine by those that it tells. */
export interface PickleState {
  readonly heap: ValueHeap;
  readonly globals: GlobalTable;
  readonly stackKinds: Uint8Array;
  readonly stackValues: Float64Array;
  /** How many cells lie on the stack. */
  readonly top: number;
  /** Place of the next instruction, from the start of the source. */
  readonly position: number;
  /** Place of the instruction that is being carried out. */
  readonly at: number;
  readonly protocol: number;
  readonly highestProtocol: number;
  readonly opcodes: number;
  readonly calls: number;
  /** Which instructions appeared: 1 at their code. */
  readonly appeared: Uint8Array;
}
