import { resolve } from "node:path";
import { Argument, Option, type Command } from "commander";
import { openWorkspace, triageFinding, workspaceFindings } from "../../app/index.ts";
import type { Triage } from "../../contracts/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { CliCommand, Io } from "../command.ts";
import { cliErrors } from "../errors.ts";

interface Flags {
  readonly workspace: string;
  readonly by?: string;
  readonly until?: string;
  readonly reason?: string;
  readonly format: string;
}

const states = ["open", "accepted", "false-positive", "fixed"] as const;

/** `bartizan triage`: what people decided about findings. */
export const command: CliCommand = {
  name: "triage",
  register(program: Command, io: Io, finish) {
    program
      .command("triage")
      .description(
        "list findings, or record a decision about one in bartizan.triage.yaml and in the evidence",
      )
      .argument("[finding]", "its id, such as F-1zmxzbpy67; without it all findings are listed")
      .addArgument(new Argument("[state]", "the decision").choices(states))
      .option("--by <who>", "who decided; $USER by default")
      .option(
        "--until <date>",
        "for `accepted`: the last day it holds, YYYY-MM-DD; then it counts as open again",
      )
      .option("--reason <text>", "why")
      .option("--workspace <folder>", "where .bartizan lies", ".")
      .addOption(new Option("--format <format>", "of the list").choices(["text", "json"]).default("text"))
      .addHelpText(
        "after",
        '\nExamples:\n  bartizan triage\n  bartizan triage F-1zmxzbpy67 accepted --until 2027-03-31 --by ada --reason "behind the new approval step"\n',
      )
      .action((finding: string | undefined, state: Triage["state"] | undefined, flags: Flags) =>
        finish(finding === undefined ? list(flags, io) : decide(finding, state ?? "open", flags, io)),
      );
  },
};

async function list(flags: Flags, io: Io): Promise<ExitCode> {
  const findings = await workspaceFindings(await openWorkspace(resolve(io.cwd, flags.workspace)));
  if (flags.format === "json")
    io.out(`${JSON.stringify({ schemaVersion: "bartizan.findings/v1", findings })}\n`);
  else if (findings.length === 0) io.err("No findings in this workspace's runs.\n");
  else {
    for (const { id, severity, title, triage, expired } of findings) {
      const state = expired ? `${triage.state} (expired: open again)` : triage.state;
      io.out(`${id}  ${severity.padEnd(8)}  ${state.padEnd(14)}  ${visibleText(title)}\n`);
    }
  }
  return findings.some(({ triage, expired }) => triage.state === "open" || expired) ? 1 : 0;
}

async function decide(finding: string, state: Triage["state"], flags: Flags, io: Io): Promise<ExitCode> {
  const by = flags.by ?? io.env["USER"];
  const decided = triageOf(state, by ?? "", flags);
  if (by === undefined) throw cliErrors.badFlag("A decision needs a name: give --by.", { at: "--by" });
  const workspace = await openWorkspace(resolve(io.cwd, flags.workspace));
  await triageFinding(workspace, finding, decided, by);
  io.err(`${finding} is now ${state} (${workspace.paths.triage})\n`);
  return 0;
}

function triageOf(state: Triage["state"], by: string, { until, reason }: Flags): Triage {
  if (state === "open") return { state };
  if (reason === undefined)
    throw cliErrors.badFlag(`A decision "${state}" needs --reason.`, { at: "--reason" });
  if (state !== "accepted") return { state, by, reason };
  if (until === undefined)
    throw cliErrors.badFlag("An acceptance needs --until: it must end one day.", { at: "--until" });
  if (until < new Date().toISOString().slice(0, 10)) {
    throw cliErrors.badFlag(`An acceptance until ${until} has ended already.`, { at: "--until" });
  }
  return { state, by, until, reason };
}
