/**
 * What a cell of the machine holds: one small number for the kind, one number for the particulars.
 * A constant that does not fit into a number is remembered by the place of its instruction and read
 * again when somebody asks; so a value costs nine bytes however long it is.
 */
export const ABSENT = 0;
export const NONE = 1;
export const BOOL = 2;
/** The number itself. */
export const INT = 3;
/** Place of the instruction; a number that needs more than 53 bits or an odd spelling. */
export const LONG = 4;
export const FLOAT = 5;
/** Place of the instruction. */
export const TEXT = 6;
export const BYTES = 7;
export const BYTEARRAY = 8;
/** A buffer that comes from outside of the pickle. */
export const BUFFER = 9;
/** Index into the table of globals. */
export const GLOBAL = 10;
/** Nobody can say what: an extension code, a memo entry that was given up. */
export const UNKNOWN = 11;
/** A heap object whose parts were given up to bound memory: `kind + 32 × (global + 1)`. */
export const SUMMARY = 12;
/** From here on the particulars are an index into the heap. */
export const TUPLE = 16;
export const LIST = 17;
export const DICT = 18;
export const SET = 19;
export const FROZENSET = 20;
export const CALL = 21;
export const PERSISTENT = 22;

/** How something came to be called. The order is that of `callWays`. */
export const REDUCE = 0;
export const NEWOBJ = 1;
export const NEWOBJ_EX = 2;
export const OBJ = 3;
export const INST = 4;
export const callWays = ["reduce", "newobj", "newobj-ex", "obj", "inst"] as const;
export type CallWay = (typeof callWays)[number];
