import { relative, resolve } from "node:path";
import { Option, type Command } from "commander";
import {
  draftFromCode,
  renderScan,
  scan,
  scanErrors,
  scanFormats,
  type ScanOutcome,
  type ScanRequest,
} from "../../app/scan/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { CliCommand, Io } from "../command.ts";
import { writeWhole } from "../write-whole.ts";
import { failsFrom, statementWriter, type StatementFlags } from "../scan/scan-statement.ts";
import { exitCodeOfScan } from "../scan/scan-exit.ts";
import { scanProgress } from "../scan/scan-progress.ts";

interface Flags extends StatementFlags {
  readonly digests?: boolean;
  readonly token?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly storageToken?: string;
  readonly storageEndpoint?: string;
  readonly knownTemplates?: string;
  readonly draftManifest?: string;
  readonly proxy: "environment" | "none";
  readonly evidence: boolean;
  readonly workspace?: string;
  readonly format: string;
  readonly output?: string;
}

const help = `
Every file is examined as what its bytes are, whatever it is called; nothing is loaded, run or imported.

Ends with 0 when everything is clean (every byte explained, nothing found), 1 when something is unsafe or a person must look, 3 when something could not be examined.

Examples:
  bartizan scan models
  curl -s https://models.example.com/m.onnx | bartizan scan -
  bartizan scan model.pt --format json --output scan.json
  bartizan scan . --only code --diff origin/main --format sarif --output scan.sarif
  bartizan scan hf://org/name@main --token env:HF_TOKEN
  bartizan scan ./model --statement model.scan.json --sign-key file:signer.pem --require clean
  bartizan scan --system system.yaml --format html --output scan.html
`;

/** `bartizan scan`: what is in this? */
export const command: CliCommand = {
  name: "scan",
  register(program: Command, io: Io, finish) {
    program
      .command("scan")
      .description(
        "examine model files, folders and source code: what is in this, and what does loading it do",
      )
      .argument(
        "[paths...]",
        "files, folders and addresses (https://, hf://, s3://, oci://, mlflow://); - is standard input",
      )
      .option("--system <manifest>", "scan what this manifest names, and compare digests")
      .addOption(new Option("--only <what>", "one half of the scan").choices(["artifacts", "code"]))
      .option("--diff <base>", "only what has changed since the branch left this commit (git)")
      .option("--suppressions <file>", "what does not count, with reason and day, such as bartizan-scan.yaml")
      .option("--known-templates <file>", "SHA-256 of good chat templates; any other is told of")
      .option("--draft-manifest <file>", "write a first manifest there, drawn from the code")
      .option("--no-ignores", "comments in code cannot ignore rules")
      .option("--digests", "take the SHA-256 of everything, also of large files at addresses")
      .option("--no-digests", "leave the SHA-256 of files out; large files are then not read whole")
      .option("--token <reference>", "what proves who asks at an address: env:NAME or file:PATH")
      .option("--endpoint <url>", "where to ask for an address instead of the usual place")
      .option("--region <region>", "of S3")
      .option("--storage-token <reference>", "of the bucket that a registry's artifacts lie in")
      .option("--storage-endpoint <url>", "where that bucket is asked")
      .addOption(
        new Option("--proxy <which>", "on the way to an address")
          .choices(["environment", "none"])
          .default("none"),
      )
      .option("--no-evidence", "write no evidence")
      .option("--workspace <folder>", "where .bartizan lies; the current folder by default")
      .addOption(
        new Option("--fail-on <verdict>", "end with 1 from this verdict on")
          .choices(["review", "unsafe"])
          .default("review"),
      )
      .option("--statement <file>", "write what was found there as a signed statement (in-toto)")
      .option("--sign-key <reference>", "private key (PEM, ECDSA) that signs it: file:PATH or env:NAME")
      .addOption(
        new Option("--require <verdict>", "end with 0 only where what was scanned may be promoted").choices([
          "clean",
          "no-unsafe",
        ]),
      )
      .addOption(new Option("--format <format>", "of the report").choices([...scanFormats]).default("text"))
      .option("--output <file>", "write the report there instead of to standard output")
      .addHelpText("after", help)
      .action((paths: string[], flags: Flags) => finish(run(paths, flags, io)));
  },
};

async function run(paths: readonly string[], flags: Flags, io: Io): Promise<ExitCode> {
  // Before anything is examined: a key that is missing is found out at once.
  const sign = await statementWriter(paths, flags, io);
  const input = paths.includes("-") ? await readInput(io) : undefined;
  const shown = scanProgress(io);
  let outcome: ScanOutcome;
  try {
    outcome = await scan({
      ...requestOf(
        paths.filter((path) => path !== "-"),
        flags,
        io,
      ),
      ...(input === undefined ? {} : { input }),
      onProgress: (progress) => shown.update(progress),
    });
  } catch (cause) {
    if (!io.signal.aborted) throw cause;
    shown.end();
    io.err("Interrupted before anything was examined.\n");
    return 3;
  }
  shown.end();
  const { report, evidence } = outcome;
  if (flags.output === undefined) io.out(await renderScan(report, flags.format, io));
  else {
    await writeWhole(
      resolve(io.cwd, flags.output),
      await renderScan(report, flags.format, { colour: false, columns: 100 }),
    );
    io.err(`${report.verdict.toUpperCase()}  ${outcome.sentence}\nWrote ${flags.output}\n`);
  }
  await sign?.(report);
  if (flags.draftManifest !== undefined) {
    await writeWhole(resolve(io.cwd, flags.draftManifest), await draftFromCode(report, io.cwd));
    io.err(`Wrote ${flags.draftManifest}; check every line marked CHECK.\n`);
  }
  if (evidence !== undefined && flags.format === "text")
    io.err(`\nEvidence: ${relative(io.cwd, evidence.dir) || evidence.dir}\n`);
  return exitCodeOfScan(report.verdict, failsFrom(flags));
}

/** The whole of it, up to a bound that is said: a part of a file would be judged as a file. */
async function readInput(io: Io): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await io.readStdin();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw scanErrors.tooLarge(`${cause.message}.`, { at: "stdin" }, { cause });
  }
  // What feeds it may have failed: nothing is no clean file.
  if (bytes.length === 0) throw scanErrors.noPath("Nothing came on standard input.", { at: "stdin" });
  return bytes;
}

function requestOf(paths: readonly string[], flags: Flags, io: Io): ScanRequest {
  return {
    paths,
    cwd: io.cwd,
    // A statement names every file by its digest.
    ...(flags.statement === undefined
      ? flags.digests === undefined
        ? {}
        : { digests: flags.digests }
      : { digests: true }),
    addresses: {
      env: io.env,
      proxy: flags.proxy,
      ...(flags.token === undefined ? {} : { token: flags.token }),
      ...(flags.endpoint === undefined ? {} : { endpoint: flags.endpoint }),
      ...(flags.region === undefined ? {} : { region: flags.region }),
      storage: {
        ...(flags.storageToken === undefined ? {} : { token: flags.storageToken }),
        ...(flags.storageEndpoint === undefined ? {} : { endpoint: flags.storageEndpoint }),
      },
    },
    inlineIgnores: flags.ignores,
    signal: io.signal,
    ...(flags.system === undefined ? {} : { system: flags.system }),
    ...(flags.only === undefined ? {} : { only: flags.only }),
    ...(flags.diff === undefined ? {} : { diff: flags.diff }),
    ...(flags.knownTemplates === undefined ? {} : { knownTemplates: flags.knownTemplates }),
    ...(flags.suppressions === undefined ? {} : { suppressions: flags.suppressions }),
    ...(flags.evidence ? { workspace: resolve(io.cwd, flags.workspace ?? ".") } : {}),
  };
}
