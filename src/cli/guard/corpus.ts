import { buildCorpus } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { growingCount } from "./count-line.ts";
import { formatOption, type AddGuardCommand } from "./subcommand.ts";

interface CorpusFlags {
  readonly out: string;
  readonly key: string;
  readonly words: string;
  readonly format: string;
}

/** `bartizan guard corpus`: texts that must not come out, as keyed hashes. */
export const addCorpus: AddGuardCommand = (guard, io, finish) => {
  guard
    .command("corpus")
    .description("make a protected corpus: keyed hashes of texts and records that must not come out")
    .argument(
      "<files...>",
      "texts; lines of fewer words than --words are records, seen when they come out whole",
    )
    .requiredOption("--out <file>", "where the corpus is written; no word of the texts is in it")
    .option(
      "--key <reference>",
      "its secret, sixteen characters or more: env:NAME or file:PATH",
      "env:CORPUS_KEY",
    )
    .option("--words <number>", "words in a row that are hashed together, 4 to 12", "6")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nThe policy then names the file and the key:\n  detectors: {protected-corpus: {settings: {corpus: corpus.json, key: env:CORPUS_KEY}}}\n\nExample:\n  CORPUS_KEY=$(openssl rand -hex 16) bartizan guard corpus contracts/*.txt --out corpus.json\n",
    )
    .action((files: string[], flags: CorpusFlags) => finish(corpus(files, flags, io)));
};

async function corpus(files: readonly string[], flags: CorpusFlags, io: Io): Promise<ExitCode> {
  const words = Number(flags.words);
  if (!Number.isInteger(words) || words < 4 || words > 12)
    throw cliErrors.badFlag("--words is a whole number from 4 to 12.", { at: "--words" });
  const shown = growingCount(io, "lines read");
  const { cwd, env } = io;
  const { out, key } = flags;
  const report = await buildCorpus({ files, out, key, words, cwd, env, each: (lines) => shown.at(lines) });
  shown.end();
  if (flags.format === "json") io.out(`${JSON.stringify({ ...report, out }, undefined, 2)}\n`);
  else
    io.out(
      `${report.entries} keyed hashes of ${report.lines} lines from ${report.files} ${report.files === 1 ? "file" : "files"}.\n`,
    );
  io.err(`Wrote ${out}\n`);
  return 0;
}
