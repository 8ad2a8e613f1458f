import { resolve } from "node:path";
import { Option, type Command } from "commander";
import type { ExitCode } from "../../errors/index.ts";
import { loadSystem } from "../../system/index.ts";
import {
  loadThreatRules,
  modelThreats,
  openQuestions,
  threatsDocument,
  threatsMarkdown,
  threatsSvg,
  threatsTable,
} from "../../threats/index.ts";
import type { CliCommand, Io } from "../command.ts";
import { writeWhole } from "../output.ts";

interface Flags {
  readonly format: "table" | "md" | "json" | "svg";
  readonly rules?: string;
  readonly output?: string;
}

/** `bartizan threats`: what can go wrong here, and why. */
export const command: CliCommand = {
  name: "threats",
  register(program: Command, io: Io, finish) {
    program
      .command("threats")
      .description("derive the threat model of a system from its manifest")
      .argument("<system>", "the manifest, such as system.yaml")
      .addOption(
        new Option("--format <format>", "how to print it")
          .choices(["table", "md", "json", "svg"])
          .default("table"),
      )
      .option("--rules <folder>", "a pack of threat rules to use instead of the core pack")
      .option("--output <file>", "write there instead of to standard output")
      .addHelpText("after", "\nExample:\n  bartizan threats system.yaml --format md --output threats.md\n")
      .action((system: string, flags: Flags) => finish(threats(system, flags, io)));
  },
};

async function threats(system: string, flags: Flags, io: Io): Promise<ExitCode> {
  const loaded = await loadSystem(resolve(io.cwd, system));
  const rules = loadThreatRules(flags.rules === undefined ? undefined : resolve(io.cwd, flags.rules));
  const found = modelThreats(loaded, rules);
  const text = {
    table: () => threatsTable(found, io),
    md: () => threatsMarkdown(loaded, found, rules),
    svg: () => threatsSvg(loaded, found),
    json: () => `${JSON.stringify(threatsDocument(loaded, found, rules))}\n`,
  }[flags.format]();
  if (flags.output === undefined) io.out(text);
  else await writeWhole(resolve(io.cwd, flags.output), text);
  if (flags.format === "table") {
    const open = openQuestions(loaded, rules).length;
    if (open > 0)
      io.err(`${open} questions are open because the manifest does not say; --format md lists them.\n`);
  }
  return 0;
}
