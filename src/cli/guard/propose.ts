import { resolve } from "node:path";
import { amendPolicy, openWorkspace, proposeFromFinding } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { writeWhole } from "../output.ts";
import { formatOption, type AddGuardCommand } from "./subcommand.ts";

interface ProposeFlags {
  readonly workspace: string;
  readonly policy?: string;
  readonly write?: boolean;
  readonly format: string;
}

/** `bartizan guard propose`: from a finding to a rule and a test that keeps it closed. */
export const addPropose: AddGuardCommand = (guard, io, finish) => {
  guard
    .command("propose")
    .description("propose a rule against a finding, with a test that keeps it closed")
    .argument("<finding>", "its id, as `bartizan triage` lists it")
    .option("--policy <file>", "the policy it is for")
    .option("--write", "add rule and test to the policy, raise its version, and run its tests")
    .option("--workspace <folder>", "where .bartizan lies", ".")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nThe test stays in the policy as its regression case; `bartizan assess --regressions` tries the finding's cases again.\nReplay the policy before you put it in force. Ends with 3 when no detector sees anything to rest a rule on.\n\nExamples:\n  bartizan guard propose F-1zmxzbpy67\n  bartizan guard propose F-1zmxzbpy67 --policy policy.yaml --write\n",
    )
    .action((finding: string, flags: ProposeFlags) => finish(propose(finding, flags, io)));
};

async function propose(finding: string, flags: ProposeFlags, io: Io): Promise<ExitCode> {
  if (flags.write === true && flags.policy === undefined)
    throw cliErrors.badFlag("--write needs --policy.", { at: "--policy" });
  const workspace = await openWorkspace(resolve(io.cwd, flags.workspace));
  const proposal = await proposeFromFinding(workspace, finding);
  if (flags.format === "json")
    io.out(`${JSON.stringify({ schemaVersion: "bartizan.rule-proposal/v1", ...proposal }, undefined, 2)}\n`);
  else {
    io.out(visibleText(proposal.yaml));
    io.err(`${proposal.sentence}\n`);
  }
  if (proposal.kind === "no-signal") return 3;
  if (flags.write !== true || flags.policy === undefined) return 0;
  const file = resolve(io.cwd, flags.policy);
  const { text, before, after, tests } = await amendPolicy(file, proposal, workspace.clock);
  await writeWhole(file, text);
  io.err(
    `Added to ${flags.policy}: version ${before.version} → ${after.version}; all ${tests} tests pass. A signature must be made anew.\n`,
  );
  return 0;
}
