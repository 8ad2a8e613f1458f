import { shippedPolicyList } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { Io } from "../command.ts";
import { formatOption, type AddGuardCommand } from "./subcommand.ts";

/** `bartizan guard policies`: what ships with the program. */
export const addPolicies: AddGuardCommand = (guard, io, finish) => {
  guard
    .command("policies")
    .description("list the policies that ship with the program")
    .addOption(formatOption())
    .addHelpText("after", "\nExample:\n  bartizan guard policies\n")
    .action((flags: { readonly format: string }) => finish(policies(flags.format, io)));
};

async function policies(format: string, io: Io): Promise<ExitCode> {
  const list = await shippedPolicyList();
  if (format === "json")
    io.out(`${JSON.stringify({ schemaVersion: "bartizan.policies/v1", policies: list }, undefined, 2)}\n`);
  else
    for (const { name, version, rules, tests, description } of list)
      io.out(`${name.padEnd(18)} ${version}  ${rules} rules, ${tests} tests. ${visibleText(description)}\n`);
  return 0;
}
