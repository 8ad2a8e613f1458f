import type { ExitCode } from "../../errors/index.ts";
import { createVirtualKey, hashOfKey, isVirtualKey } from "../../gateway/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { formatOption, type AddGuardCommand } from "./subcommand.ts";

/** `bartizan guard key`: virtual keys of the gateway. */
export const addKey: AddGuardCommand = (guard, io, finish) => {
  const key = guard
    .command("key")
    .description("make a virtual key for clients of the gateway, or give the hash of one")
    .addHelpText("after", "\nExamples:\n  bartizan guard key new\n  bartizan guard key hash < key.txt\n");
  key
    .command("new")
    .description("make a key: shown once; the policy holds only its hash")
    .addOption(formatOption())
    .addHelpText("after", "\nExample:\n  bartizan guard key new\n")
    .action((flags: { readonly format: string }) => finish(mint(flags.format, io)));
  key
    .command("hash")
    .description("the hash of a key on standard input, for `gateway: keys`")
    .addHelpText("after", "\nExample:\n  bartizan guard key hash < key.txt\n")
    .action(() => finish(hash(io)));
};

async function mint(format: string, io: Io): Promise<ExitCode> {
  const { text, hash: hashed } = createVirtualKey();
  if (format === "json") io.out(`${JSON.stringify({ key: text, hash: hashed })}\n`);
  else {
    io.out(`${text}\n${hashed}\n`);
    io.err("The first line is for the client and is not kept; the second belongs into the policy.\n");
  }
  return 0;
}

/** From standard input: what stands on a command line can be read by every process. */
async function hash(io: Io): Promise<ExitCode> {
  const text = Buffer.from(await io.readStdin())
    .toString("utf8")
    .trim();
  if (!isVirtualKey(text))
    throw cliErrors.badFlag("Standard input holds no key made by `bartizan guard key new`.", {
      at: "key hash",
    });
  io.out(`${hashOfKey(text)}\n`);
  return 0;
}
