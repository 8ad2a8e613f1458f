import { resolve } from "node:path";
import { Option, type Command } from "commander";
import { openWorkspace, reportFormats } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { CliCommand, Io } from "../command.ts";
import { showReport } from "../output.ts";

interface Flags {
  readonly workspace: string;
  readonly format: string;
  readonly output?: string;
  readonly list?: boolean;
}

/** `bartizan report`: read a run again, in any format. */
export const command: CliCommand = {
  name: "report",
  register(program: Command, io: Io, finish) {
    program
      .command("report")
      .description("write the report of a run again, in any format")
      .argument("[run]", "the run; the newest one by default")
      .option("--workspace <folder>", "where .bartizan lies", ".")
      .addOption(
        new Option("--format <format>", "of the report").choices(["text", ...reportFormats]).default("text"),
      )
      .option("--output <file>", "write there instead of to standard output")
      .option("--list", "list the runs of this workspace")
      .addHelpText("after", "\nExample:\n  bartizan report --format html --output report.html\n")
      .action((run: string | undefined, flags: Flags) => finish(report(run, flags, io)));
  },
};

async function report(run: string | undefined, flags: Flags, io: Io): Promise<ExitCode> {
  const workspace = await openWorkspace(resolve(io.cwd, flags.workspace));
  if (flags.list === true) {
    const runs = await workspace.runs();
    if (flags.format === "json") io.out(`${JSON.stringify({ schemaVersion: "bartizan.runs/v1", runs })}\n`);
    else if (runs.length === 0)
      io.err(
        `No runs in ${workspace.paths.runs}. Run \`bartizan assess\`, or name the folder with --workspace.\n`,
      );
    else
      for (const { id, startedAt, status, verdict } of runs)
        io.out(`${id}  ${startedAt}  ${status}  ${verdict?.kind ?? "-"}\n`);
    return 0;
  }
  await showReport(await workspace.report(run ?? "last"), flags.format, flags.output, io);
  return 0;
}
