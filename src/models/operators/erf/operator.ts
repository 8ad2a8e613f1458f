import { unary } from "../elementwise/unary.ts";
import { erf } from "./erf.ts";

export const operator = unary("Erf", {
  value: erf,
  gradient: (call, x, y, g) =>
    call.emit.multiply(
      g,
      call.emit.multiply(
        call.number(2 / Math.sqrt(Math.PI), x),
        call.emit.node("Exp", [call.emit.negate(call.emit.multiply(x, x))]),
      ),
    ),
});
