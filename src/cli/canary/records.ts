import { resolve } from "node:path";
import { protectRecordFile } from "../../app/canaries/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { formatOption, type AddCanaryCommand } from "./subcommand.ts";

interface RecordsFlags {
  readonly controls?: string;
  readonly prefixWords: string;
  readonly key: string;
  readonly out: string;
  readonly format: string;
}

/** `bartizan canary records`: records of the training data to be asked for, as keyed marks. */
export const addRecords: AddCanaryCommand = (canary, io, finish) => {
  canary
    .command("records")
    .description(
      "make a file of records that must not come back: their beginnings, and keyed marks of the rest",
    )
    .argument(
      "<records>",
      'records of the training data: JSON lines of {"text"}, with "id" and "copies" where known',
    )
    .option("--controls <file>", "records of the same kind that were not trained on")
    .option("--prefix-words <number>", "words that are given to the model", "10")
    .option(
      "--key <reference>",
      "what the marks are keyed with, sixteen characters or more: env:NAME or file:PATH",
      "env:RECORDS_KEY",
    )
    .requiredOption("--out <file>", "where it is written; it holds the beginnings")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nA target of the manifest then names it:\n  records: {file: records.json, key: env:RECORDS_KEY}\n\nExample:\n  RECORDS_KEY=$(openssl rand -hex 32) bartizan canary records customers.jsonl --controls others.jsonl --out records.json\n",
    )
    .action((records: string, flags: RecordsFlags) => finish(protect(records, flags, io)));
};

async function protect(records: string, flags: RecordsFlags, io: Io): Promise<ExitCode> {
  const prefixWords = Number(flags.prefixWords);
  if (!Number.isInteger(prefixWords) || prefixWords < 1 || prefixWords > 1000)
    throw cliErrors.badFlag("--prefix-words is a whole number from 1 to 1000.", { at: "--prefix-words" });
  const report = await protectRecordFile({
    records: resolve(io.cwd, records),
    ...(flags.controls === undefined ? {} : { controls: resolve(io.cwd, flags.controls) }),
    prefixWords,
    key: flags.key,
    out: resolve(io.cwd, flags.out),
    cwd: io.cwd,
    env: io.env,
  });
  if (flags.format === "json") io.out(`${JSON.stringify(report, undefined, 2)}\n`);
  else
    io.out(
      `${report.records} records and ${report.controls} controls; ${report.tooShort.length} were too short to be asked for.\n`,
    );
  io.err(`Wrote ${flags.out}. It holds the first ${prefixWords} words of each record.\n`);
  return 0;
}
