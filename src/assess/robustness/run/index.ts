export { type AttackedModel } from "./answering.ts";
export { inLockstep, type Worker } from "./lockstep.ts";
export { rowsOf, runAttack, type AttackRun } from "./run-attack.ts";
