/** How the operand of an instruction is written. */
export type Operand =
  | "none"
  | "u1"
  | "u2"
  | "u4"
  | "i4"
  | "u8"
  | "f8"
  /** A count of 1, 4 or 8 bytes and that many bytes. */
  | "bytes1"
  | "bytes4"
  | "bytes4s"
  | "bytes8"
  /** Text up to the end of the line; two lines. */
  | "line"
  | "lines";

/**
 * The 68 instructions of protocols 0 to 5: byte, name, operand.
 * Source: CPython, `Modules/_pickle.c` (enum opcode) and PEP 3154, PEP 574.
 */
export const opcodes: readonly (readonly [code: number, name: string, operand: Operand])[] = [
  [0x28, "MARK", "none"],
  [0x29, "EMPTY_TUPLE", "none"],
  [0x2e, "STOP", "none"],
  [0x30, "POP", "none"],
  [0x31, "POP_MARK", "none"],
  [0x32, "DUP", "none"],
  [0x42, "BINBYTES", "bytes4"],
  [0x43, "SHORT_BINBYTES", "bytes1"],
  [0x46, "FLOAT", "line"],
  [0x47, "BINFLOAT", "f8"],
  [0x49, "INT", "line"],
  [0x4a, "BININT", "i4"],
  [0x4b, "BININT1", "u1"],
  [0x4c, "LONG", "line"],
  [0x4d, "BININT2", "u2"],
  [0x4e, "NONE", "none"],
  [0x50, "PERSID", "line"],
  [0x51, "BINPERSID", "none"],
  [0x52, "REDUCE", "none"],
  [0x53, "STRING", "line"],
  [0x54, "BINSTRING", "bytes4s"],
  [0x55, "SHORT_BINSTRING", "bytes1"],
  [0x56, "UNICODE", "line"],
  [0x58, "BINUNICODE", "bytes4"],
  [0x5d, "EMPTY_LIST", "none"],
  [0x61, "APPEND", "none"],
  [0x62, "BUILD", "none"],
  [0x63, "GLOBAL", "lines"],
  [0x64, "DICT", "none"],
  [0x65, "APPENDS", "none"],
  [0x67, "GET", "line"],
  [0x68, "BINGET", "u1"],
  [0x69, "INST", "lines"],
  [0x6a, "LONG_BINGET", "u4"],
  [0x6c, "LIST", "none"],
  [0x6f, "OBJ", "none"],
  [0x70, "PUT", "line"],
  [0x71, "BINPUT", "u1"],
  [0x72, "LONG_BINPUT", "u4"],
  [0x73, "SETITEM", "none"],
  [0x74, "TUPLE", "none"],
  [0x75, "SETITEMS", "none"],
  [0x7d, "EMPTY_DICT", "none"],
  [0x80, "PROTO", "u1"],
  [0x81, "NEWOBJ", "none"],
  [0x82, "EXT1", "u1"],
  [0x83, "EXT2", "u2"],
  [0x84, "EXT4", "i4"],
  [0x85, "TUPLE1", "none"],
  [0x86, "TUPLE2", "none"],
  [0x87, "TUPLE3", "none"],
  [0x88, "NEWTRUE", "none"],
  [0x89, "NEWFALSE", "none"],
  [0x8a, "LONG1", "bytes1"],
  [0x8b, "LONG4", "bytes4s"],
  [0x8c, "SHORT_BINUNICODE", "bytes1"],
  [0x8d, "BINUNICODE8", "bytes8"],
  [0x8e, "BINBYTES8", "bytes8"],
  [0x8f, "EMPTY_SET", "none"],
  [0x90, "ADDITEMS", "none"],
  [0x91, "FROZENSET", "none"],
  [0x92, "NEWOBJ_EX", "none"],
  [0x93, "STACK_GLOBAL", "none"],
  [0x94, "MEMOIZE", "none"],
  [0x95, "FRAME", "u8"],
  [0x96, "BYTEARRAY8", "bytes8"],
  [0x97, "NEXT_BUFFER", "none"],
  [0x98, "READONLY_BUFFER", "none"],
];

const byCode = new Map(opcodes.map(([code, name, operand]) => [code, { name, operand }]));

/** The instruction of this byte; undefined where there is none. */
export function opcodeOf(code: number): { readonly name: string; readonly operand: Operand } | undefined {
  return byCode.get(code);
}
