import { Option, type Command } from "commander";
import type { Finish, Io } from "../command.ts";

/** Adds one subcommand to `bartizan verify`. */
export type AddVerifyCommand = (verify: Command, io: Io, finish: Finish) => void;

export const formatOption = (): Option =>
  new Option("--format <format>", "how to print it").choices(["text", "json"]).default("text");

/** For options that may be given several times. */
export const gathered = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];
