import type { CodeRule } from "../../contract/index.ts";
import { dangerousCalls } from "../../mechanisms/dangerous-calls.ts";
import { loadsCode } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "numpy-allow-pickle",
  title: "An array may bring a pickle with it",
  hazard: "object-array",
  remedy:
    "Leave `allow_pickle` at `False`: `numpy.load(path)`. Keep arrays of numbers in `.npy`, and texts and records in JSON or Parquet.",
  check: dangerousCalls([
    {
      calls: ["numpy.load", "numpy.lib.npyio.load", "numpy.lib.format.read_array", "numpy.lib.npyio.NpzFile"],
      argument: "allow_pickle",
      says: "`allow_pickle=True` lets an array of objects call anything while it is read.",
    },
  ]),
};
