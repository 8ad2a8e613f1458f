import { tensorOf } from "../../tensor/index.ts";
import { binary } from "../elementwise/binary.ts";

export const operator = binary("Xor", {
  value: (a, b) => Number((a !== 0) !== (b !== 0)),
  type: "bool",
  examples: [{ inputs: [tensorOf("bool", [2, 1], [0, 1]), tensorOf("bool", [2], [0, 1])] }],
});
