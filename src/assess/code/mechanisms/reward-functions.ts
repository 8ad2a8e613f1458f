import { itemsOf, type CallFact, type CodeFile, type FunctionFact } from "../contract/index.ts";

const trainers = [
  "trl.GRPOTrainer",
  "trl.RLOOTrainer",
  "trl.OnlineDPOTrainer",
  "trl.PPOTrainer",
  "trl.trainer.**",
  "unsloth.**.GRPOTrainer",
];

/** Calls that make a trainer which learns from rewards. */
export const rewardTrainers = (file: CodeFile): readonly CallFact[] => file.callsTo(...trainers);

/** The functions that such a trainer is given as its rewards. */
export function rewardsOf(file: CodeFile, trainer: CallFact): readonly FunctionFact[] {
  const given = trainer.argument("reward_funcs") ?? trainer.argument("reward_func");
  const values = given?.kind === "list" ? itemsOf(given) : given === undefined ? [] : [given];
  return values.flatMap((value) =>
    value.kind === "function" ? (file.functions.find(({ id }) => id === value.id) ?? []) : [],
  );
}

/** Functions that score what a policy wrote: given to a trainer, or called so. */
export function rewardFunctions(file: CodeFile): readonly FunctionFact[] {
  const given = new Set(rewardTrainers(file).flatMap((trainer) => rewardsOf(file, trainer)));
  return file.functions.filter(
    (found) =>
      given.has(found) || /(?:^|_)reward(?:_|$|s$)|(?:^|_)(?:compute_score|verifier)$/i.test(found.name),
  );
}

export const isInside = (inner: CallFact["at"], { at }: FunctionFact): boolean =>
  inner.start >= at.start && inner.end <= at.end;
