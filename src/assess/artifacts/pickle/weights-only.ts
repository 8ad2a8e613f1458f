import type { PickleRun } from "../../../formats/index.ts";
import { opcodeOf } from "../../../formats/index.ts";
import type { PickleJudge } from "./judge.ts";

/** Instructions the restricted loader carries out. Source: torch/_weights_only_unpickler.py (2.13). */
const understood = new Set(
  `GLOBAL NEWOBJ REDUCE BUILD APPEND APPENDS SETITEM SETITEMS MARK TUPLE TUPLE1 TUPLE2 TUPLE3 NONE NEWFALSE NEWTRUE EMPTY_TUPLE EMPTY_LIST
  EMPTY_DICT EMPTY_SET BININT BININT1 BININT2 BINFLOAT BINUNICODE SHORT_BINSTRING BINPERSID BINGET LONG_BINGET BINPUT LONG_BINPUT LONG1
  PROTO STOP`.split(/\s+/),
);

const allowed =
  /^(?:collections\.(?:OrderedDict|Counter)|torch\.nn\.parameter\.Parameter|torch\.serialization\._get_layout|torch\.(?:Size|Tensor|device|per_[a-z_]+)|_codecs\.encode|(?:builtins|__builtin__)\.(?:bytearray|set|complex)|torch\.(?:cuda\.)?[A-Z][A-Za-z0-9]*(?:Storage|Tensor)|torch\.storage\.(?:TypedStorage|UntypedStorage)|torch\.(?:(?:u?int|q?u?int|float|complex|bfloat)[0-9a-z_]+|bool|strided|sparse_[a-z]+)|torch\._utils\._rebuild_[a-z0-9_]+|torch\._tensor\._rebuild_from_type_v2)$/;

/** Names and instructions for which `torch.load(weights_only=True)` refuses a pickle. */
export function objectionsOf(judge: PickleJudge, run: PickleRun): readonly string[] {
  const names = judge.imports.map(({ name }) => name).filter((name) => !allowed.test(name));
  const instructions: string[] = [];
  run.session.machine.appeared.forEach((seen, code) => {
    const opcode = seen === 1 ? opcodeOf(code)?.name : undefined;
    if (opcode !== undefined && !understood.has(opcode)) instructions.push(`instruction ${opcode}`);
  });
  return [...instructions, ...new Set(names)];
}
