import { relative, resolve } from "node:path";
import { openWorkspace, signPolicyFile, verifyPolicyFile } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { Io } from "../command.ts";
import { writeWhole } from "../output.ts";
import { formatOption, type AddGuardCommand } from "./subcommand.ts";

/** `bartizan guard sign` and `verify`: who put a policy in force, and that it is still the same. */
export const addSign: AddGuardCommand = (guard, io, finish) => {
  guard
    .command("sign")
    .description("run a policy's tests and sign it with the workspace's key, into a file beside it")
    .argument("<policy>", "the policy file")
    .option("--workspace <folder>", "where .bartizan lies, with the key", ".")
    .addHelpText(
      "after",
      "\nThe signature holds for the policy with everything it inherits.\n\nExample:\n  bartizan guard sign policy.yaml --workspace .\n",
    )
    .action((policy: string, flags: { readonly workspace: string }) =>
      finish(sign(policy, flags.workspace, io)),
    );
  guard
    .command("verify")
    .description("say who signed a policy and when; refused where it was changed since")
    .argument("<policy>", "the policy file")
    .requiredOption("--key <file>", "public key (PEM) that must have signed it")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nExample:\n  bartizan guard verify policy.yaml --key .bartizan/keys/ed25519.pub.pem\n",
    )
    .action((policy: string, flags: { readonly key: string; readonly format: string }) =>
      finish(verify(policy, flags, io)),
    );
};

async function sign(policy: string, folder: string, io: Io): Promise<ExitCode> {
  const workspace = await openWorkspace(resolve(io.cwd, folder));
  const { stamp, by, note, signature } = await signPolicyFile(workspace, policy, io.cwd);
  await writeWhole(signature, note);
  io.err(
    `Signed ${stamp.id} ${stamp.version} (${stamp.digest.slice(0, 12)}) with key ${by.slice(0, 16)}: ${relative(io.cwd, signature)}\n`,
  );
  return 0;
}

async function verify(
  policy: string,
  { key, format }: { readonly key: string; readonly format: string },
  io: Io,
): Promise<ExitCode> {
  const signature = await verifyPolicyFile({ policy, cwd: io.cwd, key });
  const { stamp, at, by } = signature;
  io.out(
    format === "json"
      ? `${JSON.stringify({ schemaVersion: "bartizan.policy-signature/v1", ...signature })}\n`
      : `${stamp.id} ${stamp.version} (${stamp.digest.slice(0, 12)}) was signed at ${at} by key ${by.slice(0, 16)} and is unchanged.\n`,
  );
  return 0;
}
