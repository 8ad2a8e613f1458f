import { nameOf, type CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";
import { loadsCode } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "msgpack-numpy-pickle",
  title: "Messages may bring arrays of objects, which are unpickled",
  hazard: "object-array",
  remedy:
    'Send numbers and their shape: `msgpack.packb({"shape": a.shape, "dtype": str(a.dtype), "data": a.tobytes()})`, and read them with `numpy.frombuffer(…)`.',
  check: dangerousCalls([
    {
      calls: ["msgpack_numpy.patch"],
      says: "From here on every `msgpack.unpackb` unpickles arrays of objects.",
    },
    {
      calls: ["msgpack.unpackb", "msgpack.unpack", "msgpack.loads", "msgpack.load", "msgpack.Unpacker"],
      argument: "object_hook",
      when: (value) => nameOf(value) === "msgpack_numpy.decode",
      says: "`msgpack_numpy.decode` unpickles arrays of objects.",
    },
    {
      calls: ["msgpack_numpy.unpackb", "msgpack_numpy.unpack", "msgpack_numpy.loads", "msgpack_numpy.load"],
      says: "It unpickles arrays of objects.",
    },
  ]),
};
