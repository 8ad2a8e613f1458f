import { resolve } from "node:path";
import { Option, type Command } from "commander";
import { signatureCheck, systemClock, verifyPath, type ModelVerification } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { Finish, Io } from "../command.ts";
import { writeWhole } from "../output.ts";
import { noted, withNoteOptions, type NoteFlags } from "./noted.ts";
import { formatOption, gathered } from "./subcommand.ts";
import { verificationText } from "./verification-text.ts";

interface Flags extends NoteFlags {
  readonly signature?: string;
  readonly key?: string;
  readonly roots?: readonly string[];
  readonly identity?: string;
  readonly issuer?: string;
  readonly trustRoot?: string;
  readonly ignore?: readonly string[];
  readonly require?: "signature" | "digest";
  readonly digest?: string;
  readonly format: "text" | "json";
  readonly output?: string;
}

const exits: Readonly<Record<ModelVerification["verdict"], ExitCode>> = {
  verified: 0,
  "digest-matches": 0,
  failed: 1,
  unsigned: 3,
  unproven: 3,
};

/** `bartizan verify PATH`: the command's own action. */
export function addVerifyModel(verify: Command, io: Io, finish: Finish): void {
  withNoteOptions(
    verify
      .argument("[path]", "a model: a file or a folder")
      .option("--signature <file>", "the signature; PATH/model.sig or FILE.sig by default")
      .option("--key <file>", "public key (PEM) that must have signed it")
      .option("--roots <file>", "root certificate (PEM) you trust; may be repeated", gathered)
      .option("--identity <name>", "who must have signed it with Sigstore, in full")
      .option("--issuer <url>", "who must have proven that identity")
      .option("--trust-root <file>", "Sigstore trusted_root.json in place of the one that ships")
      .option("--ignore <path>", "a path inside the model to leave out; may be repeated", gathered)
      .addOption(
        new Option("--require <what>", "fail where this is missing").choices(["signature", "digest"]),
      )
      .option("--digest <sha256>", "the digest it must have"),
  )
    .addOption(formatOption())
    .option("--output <file>", "write there instead of to standard output")
    .addHelpText("after", examples)
    .action((path: string | undefined, flags: Flags) => {
      if (path === undefined) return verify.help({ error: true });
      return finish(run(path, flags, io));
    });
}

const examples = `
Exit codes: 0 verified, or the digest matches · 1 something differs · 3 unsigned, or the signer was not checked

Examples:
  bartizan verify ./model --key signer.pub.pem
  bartizan verify ./model --identity me@example.com --issuer https://accounts.example.com
  bartizan verify model.safetensors --digest 3f0a…
  bartizan verify sign ./model --key signer.pem
`;

async function run(path: string, flags: Flags, io: Io): Promise<ExitCode> {
  const at = (file: string): string => resolve(io.cwd, file);
  const { signature, key, roots, identity, issuer, trustRoot, ignore, digest } = flags;
  const found = await verifyPath(
    {
      path: at(path),
      signal: io.signal,
      ...(signature === undefined ? {} : { signature: at(signature) }),
      ...(key === undefined ? {} : { key: at(key) }),
      ...(roots === undefined ? {} : { roots: roots.map(at) }),
      ...(identity === undefined ? {} : { identity }),
      ...(issuer === undefined ? {} : { issuer }),
      ...(trustRoot === undefined ? {} : { trustRoot: at(trustRoot) }),
      ...(ignore === undefined ? {} : { ignored: ignore }),
      ...(flags.require === undefined ? {} : { require: flags.require }),
      ...(digest === undefined ? {} : { digest }),
    },
    new Date(systemClock.now()),
  );
  const text = flags.format === "json" ? `${JSON.stringify(found)}\n` : verificationText(found, path);
  if (flags.output === undefined) io.out(text);
  else await writeWhole(at(flags.output), text);
  await noted(
    () => signatureCheck(found, at(path), signature === undefined ? undefined : at(signature)),
    flags,
    io,
  );
  return exits[found.verdict];
}
