import { relative, resolve } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { hashTypeOf, signPath } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { Io } from "../command.ts";
import { formatOption, gathered, type AddVerifyCommand } from "./subcommand.ts";

interface Flags {
  readonly key: string;
  readonly passphraseEnv?: string;
  readonly chain?: readonly string[];
  readonly signature?: string;
  readonly hash: string;
  readonly shardSize?: number;
  readonly ignore?: readonly string[];
  readonly followSymlinks?: boolean;
  readonly format: "text" | "json";
}

/** `bartizan verify sign`: a signature that `model_signing verify` accepts too. */
export const addSign: AddVerifyCommand = (verify, io, finish) => {
  verify
    .command("sign")
    .description("sign a model with a local key (OpenSSF Model Signing 1.0)")
    .argument("<path>", "a model: a file or a folder")
    .requiredOption("--key <file>", "private key (PEM): ECDSA on P-256, P-384 or P-521")
    .option("--passphrase-env <name>", "environment variable with the key's passphrase")
    .option("--chain <file>", "certificates (PEM), that of the key first; may be repeated", gathered)
    .option("--signature <file>", "where to write it; PATH/model.sig or FILE.sig by default")
    .addOption(
      new Option("--hash <name>", "of the files").choices(["sha256", "blake2", "blake3"]).default("sha256"),
    )
    .option("--shard-size <bytes>", "sign parts of this size in place of whole files", positive)
    .option("--ignore <path>", "a path inside the model to leave out; may be repeated", gathered)
    .option("--follow-symlinks", "sign what links inside the model point to")
    .addOption(formatOption())
    .addHelpText("after", "\nExample:\n  bartizan verify sign ./model --key signer.pem\n")
    // The parent has options of the same names: those behind `sign` are its own.
    .action((path: string, flags: Flags) => finish(run(path, flags, io)));
};

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError("It must be a whole number of bytes.");
  return value;
}

async function run(path: string, flags: Flags, io: Io): Promise<ExitCode> {
  const at = (file: string): string => resolve(io.cwd, file);
  const { key, chain, signature, shardSize, ignore, followSymlinks } = flags;
  const passphrase = flags.passphraseEnv === undefined ? undefined : io.env[flags.passphraseEnv];
  const signed = await signPath({
    path: at(path),
    key: at(key),
    // Commander admits only the names above.
    hash: hashTypeOf(flags.hash) ?? "sha256",
    signal: io.signal,
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(chain === undefined ? {} : { chain: chain.map(at) }),
    ...(signature === undefined ? {} : { signature: at(signature) }),
    ...(shardSize === undefined ? {} : { shardSize }),
    ...(ignore === undefined ? {} : { ignored: ignore }),
    ...(followSymlinks === undefined ? {} : { followSymlinks }),
  });
  if (flags.format === "json")
    io.out(`${JSON.stringify({ schemaVersion: "bartizan.signing/v1", ...signed })}\n`);
  else
    io.out(
      `Wrote ${relative(io.cwd, signed.signature)}: ${signed.resources} digest${signed.resources === 1 ? "" : "s"} signed\n  signed     ${signed.root}\n`,
    );
  return 0;
}
