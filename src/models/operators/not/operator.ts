import { tensorOf } from "../../tensor/index.ts";
import { unary } from "../elementwise/unary.ts";

export const operator = unary("Not", {
  value: (x) => Number(x === 0),
  examples: [{ inputs: [tensorOf("bool", [3], [0, 1, 0])] }],
});
