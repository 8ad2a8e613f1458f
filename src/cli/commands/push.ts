import { join, resolve } from "node:path";
import type { Command } from "commander";
import { openWorkspace, systemClock } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { pushBundle, type PushProgress } from "../../server/index.ts";
import { secretReader } from "../../system/index.ts";
import type { CliCommand, Io } from "../command.ts";

interface Flags {
  readonly to: string;
  readonly token: string;
  readonly workspace: string;
  readonly format: string;
}

/** `bartizan push`: send a run to a server, which verifies it. */
export const command: CliCommand = {
  name: "push",
  register(program: Command, io: Io, finish) {
    program
      .command("push")
      .description("send a finished run or scan to a server, which verifies it; goes on where it was cut")
      .argument("[run]", "the run, or the scan by its id; the newest finished run by default", "last")
      .requiredOption("--to <url>", "the server; nothing else is contacted")
      .option("--token <reference>", "the API token, by reference", "env:BARTIZAN_TOKEN")
      .option("--workspace <folder>", "where .bartizan lies", ".")
      .option("--format <format>", "text or json", "text")
      .addHelpText(
        "after",
        "\nExample:\n  bartizan push last --to https://bartizan.example.com --token env:BARTIZAN_TOKEN\n  bartizan push scan-20261123-134501-4f9c2a --to https://bartizan.example.com\n",
      )
      .action((run: string, flags: Flags) => finish(push(run, flags, io)));
  },
};

async function push(run: string, flags: Flags, io: Io): Promise<ExitCode> {
  const workspace = await openWorkspace(resolve(io.cwd, flags.workspace));
  // A run that cannot be read is pushed too: it is for the other side to say what is wrong with it.
  const named = run.startsWith("scan-") || (await workspace.runIds()).includes(run);
  const dir = named ? join(workspace.paths.runs, run) : (await workspace.read(run)).dir;
  const token = await secretReader({ env: io.env, directory: io.cwd })(flags.token);
  const outcome = await pushBundle({
    dir,
    to: flags.to,
    token,
    clock: systemClock,
    signal: io.signal,
    fetch,
    onProgress: (progress) => show(progress, io),
  });
  if (io.errIsTerminal) io.err("\n");
  if (flags.format === "json")
    io.out(`${JSON.stringify({ schemaVersion: "bartizan.push/v1", ...outcome })}\n`);
  else if (outcome.alreadyHere)
    io.out(`${outcome.run} is there already, unaltered (${outcome.entries} entries).\n`);
  else io.out(`${outcome.run} is there and verified (${outcome.entries} entries).\n`);
  return 0;
}

function show({ files, filesDone, bytes, bytesDone }: PushProgress, io: Io): void {
  if (!io.errIsTerminal) return;
  const share = bytes === 0 ? 100 : Math.floor((100 * bytesDone) / bytes);
  io.err(`\r${String(share).padStart(3)} %  ${filesDone}/${files} files`);
}
