import type { GradientCall } from "../gradient-call.ts";

/** The gradient of the larger or smaller of two: to the one that won, half to each where they are equal. */
export function toWinner(
  call: GradientCall,
  winner: string,
  other: string,
  gradient: string,
  comparison: "Greater" | "Less",
): string {
  const { emit } = call;
  const half = call.number(0.5, winner);
  const won = emit.node("Where", [
    emit.node(comparison, [winner, other]),
    call.number(1, winner),
    call.number(0, winner),
  ]);
  const tied = emit.node("Where", [emit.node("Equal", [winner, other]), half, call.number(0, winner)]);
  return emit.multiply(gradient, emit.add(won, tied));
}
