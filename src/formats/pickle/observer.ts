import type { PickleState } from "./machine-state.ts";
import type { PickleSession } from "./session.ts";

export type DivergenceKind =
  | "frame-crossed"
  | "frame-nested"
  | "frame-unfinished"
  | "number"
  /** An index that makes the C unpickler allocate far more than the file has. */
  | "memo-index"
  | "memo-forgotten";

/** An operation on an object, apart from calls: methods that run as a consequence. */
export type MutationWay = "build" | "append" | "setitem" | "add";

/**
 * Told of everything in a pickle that makes the reader act, when it happens. Cells are given as kind and
 * value (see `kinds.ts`); whoever needs more asks the machine to pause by returning true, and is then
 * called with `settle`, where values can be read whole.
 */
export interface PickleObserver {
  /** A name, the first time it appears. */
  global?(machine: PickleState, id: number): boolean;
  /**
   * A call. `args` is a tuple or, for NEWOBJ_EX, a tuple of arguments and keywords; `result` is the
   * heap index of the call.
   */
  call?(machine: PickleState, result: number, at: number): boolean;
  /** BUILD, and APPEND, SETITEM, ADDITEMS where the target is no list, dict, set of the pickle's own. */
  mutation?(
    machine: PickleState,
    way: MutationWay,
    targetKind: number,
    target: number,
    argumentKind: number,
    argument: number,
    at: number,
  ): boolean;
  /** A code of the extension registry: which name it stands for is known only where it is loaded. */
  extension?(code: number, at: number): void;
  persistent?(machine: PickleState, kind: number, value: number, at: number): boolean;
  buffer?(at: number): void;
  divergence?(kind: DivergenceKind, description: string, at: number): void;
  /**
   * Called after the instruction for which one of the others returned true, with the machine at rest.
   * The place at which to go on, where bytes that are not instructions follow.
   */
  settle?(session: PickleSession): Promise<number | undefined>;
  /** The last instruction read, by its code, where the caller wants to see each (slow; for tests). */
  opcode?(code: number, at: number): void;
}
