import { Command, CommanderError } from "commander";
import type { ExitCode } from "../errors/index.ts";
import type { CliCommand, Io } from "./command.ts";
import { foldLines } from "./fold-lines.ts";
import { items as commands } from "./items.generated.ts";
import { printError } from "./print-error.ts";
import { toolVersion } from "../app/version/index.ts";

/**
 * Runs one command line and gives its exit code. Never throws and never ends the process,
 * so that tests and other programs can call it.
 */
export async function runCli(args: readonly string[], io: Io): Promise<ExitCode> {
  const program = new Command("bartizan")
    .description("The workbench of the AI Security Engineer.")
    .version(toolVersion(), "-V, --version")
    .exitOverride()
    // Options behind the name of a subcommand are its own, also where the command has one of that name.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: (text) => io.out(foldLines(text, io.columns)),
      writeErr: (text) => io.err(text),
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    })
    .showHelpAfterError("(see --help)")
    .addHelpText(
      "after",
      "\nExit codes: 0 passed or clean · 1 failed gate or findings · 2 bad usage or input · 3 inconclusive · 4 internal error\n\nExample:\n  bartizan assess system.yaml\n",
    );
  let pending: Promise<ExitCode> = Promise.resolve(0);
  for (const command of await commandsFor(args))
    command.register(program, io, (code) => void (pending = code));
  adoptSettings(program);
  try {
    await program.parseAsync([...args], { from: "user" });
    return await pending;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return printError(error, io);
  }
}

/**
 * The one command that the first word names, so that starting it does not cost loading the others. Whatever does not
 * begin with the name of one (help, a slip of the pen) is answered by all of them together.
 */
async function commandsFor([first]: readonly string[]): Promise<readonly CliCommand[]> {
  if (first === "--version" || first === "-V") return [];
  const named = first === undefined ? undefined : commands.get(first);
  if (named !== undefined) return [await named()];
  return Promise.all([...commands.values()].map((load) => load()));
}

/** Subcommands do not inherit `exitOverride` and the output when they are made with `new Command`. */
function adoptSettings(program: Command): void {
  for (const child of program.commands) {
    child.copyInheritedSettings(program);
    adoptSettings(child);
  }
}
