import { resolve } from "node:path";
import { signedScanStatement } from "../../app/scan/index.ts";
import type { ScanReport } from "../../contracts/index.ts";
import { readBounded, readTextBounded, sha256 } from "../../formats/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { writeWhole } from "../write-whole.ts";

export interface StatementFlags {
  readonly statement?: string;
  readonly signKey?: string;
  readonly require?: "clean" | "no-unsafe";
  readonly system?: string;
  readonly diff?: string;
  readonly only?: "artifacts" | "code";
  readonly suppressions?: string;
  readonly ignores: boolean;
  readonly failOn: "review" | "unsafe";
}

/** From which verdict on a scan does not end with 0. */
export const failsFrom = ({ require, failOn }: StatementFlags): "review" | "unsafe" =>
  require === undefined ? failOn : require === "clean" ? "review" : "unsafe";

const largestKey = 1_000_000;

/**
 * Reads the key of a statement, before anything is examined; gives what signs and writes it, or undefined where none
 * is wanted.
 *
 * @throws CLI_BAD_FLAG, FORMATS_*; later PROVENANCE_*, CLI_UNWRITABLE_OUTPUT
 */
export async function statementWriter(
  paths: readonly string[],
  flags: StatementFlags,
  io: Io,
): Promise<((report: ScanReport) => Promise<void>) | undefined> {
  const { statement, signKey, suppressions, only } = flags;
  if (statement === undefined && signKey === undefined) return undefined;
  if (statement === undefined || signKey === undefined)
    throw cliErrors.badFlag("`--statement` and `--sign-key` belong together.");
  if (paths.length !== 1 || flags.system !== undefined)
    throw cliErrors.badFlag("A statement speaks of exactly one file, folder or address.");
  if (flags.diff !== undefined || only === "code")
    throw cliErrors.badFlag("A statement needs every file examined: leave `--diff` and `--only code` out.");
  const pem = await keyAt(signKey, io);
  const named =
    suppressions === undefined
      ? undefined
      : {
          file: suppressions,
          sha256: sha256(await readBounded(resolve(io.cwd, suppressions), largestKey)),
        };
  return async (report) => {
    const text = await signedScanStatement(
      report,
      {
        require: flags.require ?? (flags.failOn === "review" ? "clean" : "no-unsafe"),
        inlineIgnores: flags.ignores,
        ...(only === undefined ? {} : { only }),
        ...(named === undefined ? {} : { suppressions: named }),
      },
      { pem, shown: signKey },
    );
    await writeWhole(resolve(io.cwd, statement), text);
    io.err(`Wrote ${statement}\n`);
  };
}

async function keyAt(reference: string, io: Io): Promise<string> {
  if (reference.startsWith("file:"))
    return readTextBounded(resolve(io.cwd, reference.slice("file:".length)), largestKey);
  const name = reference.startsWith("env:") ? reference.slice("env:".length) : undefined;
  const value = name === undefined || !Object.hasOwn(io.env, name) ? undefined : io.env[name];
  if (value === undefined)
    throw cliErrors.badFlag(
      "`--sign-key` takes file:PATH or env:NAME, where the variable holds a private key.",
    );
  return value;
}
