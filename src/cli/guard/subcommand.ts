import { Option, type Command } from "commander";
import type { Finish, Io } from "../command.ts";

/** Adds one subcommand to `bartizan guard`. */
export type AddGuardCommand = (guard: Command, io: Io, finish: Finish) => void;

export interface PolicyFlags {
  readonly policy: string;
  readonly requireSignature?: string;
}

export const policyWords =
  "the policy, or one that ships: bartizan:baseline, bartizan:strict, bartizan:agent, bartizan:predict";

/** The options of every subcommand that decides by a policy. */
export function policyOptions(command: Command): Command {
  return command
    .option("--policy <file>", policyWords, "bartizan:baseline")
    .option("--require-signature <key>", "public key (PEM) that must have signed the policy");
}

export const formatOption = (): Option =>
  new Option("--format <format>").choices(["text", "json"]).default("text");
