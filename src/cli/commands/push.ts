import { join, resolve } from "node:path";
import type { Command } from "commander";
import { openWorkspace, ScanShelf, systemClock, type Workspace } from "../../app/index.ts";
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
      .argument("[run]", "a run or a scan by its id; the newest that is finished by default", "last")
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
  const dir = await bundleOf(run, workspace);
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

/** The folder of what was named. `last` is the newest run or scan, whichever it is. */
async function bundleOf(run: string, workspace: Workspace): Promise<string> {
  // A run that cannot be read is pushed too: it is for the other side to say what is wrong with it.
  const named = run.startsWith("scan-") || (await workspace.runIds()).includes(run);
  if (named) return join(workspace.paths.runs, run);
  const scan = run === "last" ? await new ScanShelf(workspace.paths.runs).newest() : undefined;
  if (scan === undefined) return (await workspace.read(run)).dir;
  const newest = await workspace.read("last").catch(() => undefined);
  // Both ids begin with the time, the scan's after its prefix.
  return newest === undefined || newest.plan.run < scan.slice("scan-".length)
    ? join(workspace.paths.runs, scan)
    : newest.dir;
}

function show({ files, filesDone, bytes, bytesDone }: PushProgress, io: Io): void {
  if (!io.errIsTerminal) return;
  const share = bytes === 0 ? 100 : Math.floor((100 * bytesDone) / bytes);
  io.err(`\r${String(share).padStart(3)} %  ${filesDone}/${files} files`);
}
