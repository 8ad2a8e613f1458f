import { resolve } from "node:path";
import { adoptPolicy } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import { painter } from "../../report/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { formatOption, type AddGuardCommand } from "./subcommand.ts";

interface AdoptFlags {
  readonly system: string;
  readonly component?: string;
  readonly requireSignature?: string;
  readonly by?: string;
  readonly workspace?: string;
  readonly format: string;
}

/** `bartizan guard adopt`: the policy's place in the coverage matrix. */
export const addAdopt: AddGuardCommand = (guard, io, finish) => {
  guard
    .command("adopt")
    .description("record that a policy guards a system, and what its tests prove, for the coverage matrix")
    .argument("<policy>", "the policy that is in force")
    .requiredOption("--system <manifest>", "the system it guards")
    .option("--component <id>", "the component of the manifest it stands before")
    .option("--require-signature <key>", "public key (PEM) that must have signed the policy")
    .option("--by <who>", "who says so; $USER by default")
    .option("--workspace <folder>", "where .bartizan lies; the manifest's folder by default")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nA later adoption takes the place of this one. A change of the system makes its cells stale.\nEnds with 1 when tests of the policy fail.\n\nExample:\n  bartizan guard adopt policy.yaml --system system.yaml --by ada\n",
    )
    .action((policy: string, flags: AdoptFlags) => finish(adopt(policy, flags, io)));
};

async function adopt(policy: string, flags: AdoptFlags, io: Io): Promise<ExitCode> {
  const { component, requireSignature, workspace } = flags;
  const by = flags.by ?? io.env["USER"];
  if (by === undefined) throw cliErrors.badFlag("An adoption needs a name: give --by.", { at: "--by" });
  const adoption = await adoptPolicy({
    policy,
    cwd: io.cwd,
    systemFile: resolve(io.cwd, flags.system),
    by,
    ...(component === undefined ? {} : { component }),
    ...(requireSignature === undefined ? {} : { requireSignature }),
    ...(workspace === undefined ? {} : { workspace: resolve(io.cwd, workspace) }),
  });
  const failing = adoption.guards.some(({ state }) => state === "failing");
  if (flags.format === "json") {
    io.out(`${JSON.stringify(adoption, undefined, 2)}\n`);
    return failing ? 1 : 0;
  }
  const paint = painter(io.colour);
  const { id, version, digest } = adoption.policy;
  for (const { guard, state, sentence } of adoption.guards)
    io.out(
      `${paint(state === "passing" ? "good" : state === "failing" ? "bad" : "open", state.padEnd(7))} ${guard}: ${visibleText(sentence)}\n`,
    );
  io.out(
    `${adoption.system} is guarded by ${id} ${version} (${digest.slice(0, 12)}), says ${visibleText(by)}.\n`,
  );
  return failing ? 1 : 0;
}
