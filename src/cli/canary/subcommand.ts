import { Option, type Command } from "commander";
import type { Finish, Io } from "../command.ts";

/** Adds one subcommand of `bartizan canary`. */
export type AddCanaryCommand = (canary: Command, io: Io, finish: Finish) => void;

export const formatOption = (): Option =>
  new Option("--format <format>", "of what is printed").choices(["text", "json"]).default("text");
