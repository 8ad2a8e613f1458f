import { randomUUID } from "node:crypto";
import { link, rm, writeFile } from "node:fs/promises";
import { basename, dirname, relative, resolve } from "node:path";
import { Option, type Command } from "commander";
import type { ExitCode } from "../../errors/index.ts";
import {
  draftManifest,
  draftPredicting,
  idFromName,
  parseSystem,
  type DraftAnswers,
} from "../../system/index.ts";
import type { CliCommand, Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { askForDraft } from "../init/ask.ts";

interface Flags {
  readonly output: string;
  readonly name?: string;
  readonly purpose?: string;
  readonly users?: DraftAnswers["users"];
  readonly jurisdictions: readonly string[];
  readonly autonomy: DraftAnswers["autonomy"];
  readonly hosted: DraftAnswers["model"]["hosted"];
  readonly model: string;
  readonly retrieval?: boolean;
  readonly memory?: boolean;
  readonly effects: DraftAnswers["effects"];
  readonly url?: string;
  readonly onnx?: string;
  readonly test?: string;
  readonly train?: string;
  readonly label?: string;
}

const words = (text: string): string[] =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** `bartizan init`: a first manifest, by asking or from flags. */
export const command: CliCommand = {
  name: "init",
  register(program: Command, io: Io, finish) {
    program
      .command("init")
      .description("write a first manifest, by asking on a terminal or from flags")
      .option("--output <file>", "where to write it; never overwritten", "system.yaml")
      .option("--name <name>", "the system's name; with it nothing is asked")
      .option("--purpose <text>", "what it is for, in a sentence")
      .addOption(
        new Option("--users <kind>", "who uses it").choices([
          "consumers",
          "employees",
          "businesses",
          "public",
        ]),
      )
      .addOption(
        new Option("--jurisdictions <codes>", "where they are").argParser(words).default(["EU"], "EU"),
      )
      .addOption(
        new Option("--autonomy <level>", "how much it does by itself")
          .choices(["answers", "drafts", "acts-with-approval", "acts-alone"])
          .default("answers"),
      )
      .addOption(
        new Option("--hosted <by>", "who runs the model").choices(["vendor", "self"]).default("vendor"),
      )
      .option("--model <name>", "the model's name at the endpoint", "my-model")
      .option("--retrieval", "it answers from documents")
      .option("--memory", "it remembers between conversations")
      .addOption(
        new Option("--effects <list>", "what its tools do: read, write, money, communicate, code")
          .argParser(words)
          .default([], "none"),
      )
      .option("--url <url>", "an OpenAI-compatible endpoint of a test environment")
      .option("--onnx <file>", "a model that predicts, in a local file; with --test nothing else is needed")
      .option("--test <file>", "its held-out rows: CSV with a header, or JSON")
      .option("--train <file>", "rows it was trained on, for checks on leakage")
      .option("--label <column>", "the column of the CSV files with the true class")
      .addHelpText(
        "after",
        `
Examples:
  bartizan init --name "Helpdesk bot" --users employees --retrieval --url http://127.0.0.1:8421/v1 --model mira-l2
  bartizan init --onnx fraud.onnx --test test.csv --label class
`,
      )
      .action((flags: Flags) => finish(init(flags, io)));
  },
};

async function init(flags: Flags, io: Io): Promise<ExitCode> {
  const path = resolve(io.cwd, flags.output);
  if (flags.onnx !== undefined) return initPredicting(flags, flags.onnx, path, io);
  const answers = flags.name === undefined ? await asked(io) : fromFlags(flags, flags.name);
  if (answers === undefined) {
    io.err("Nothing was written.\n");
    return 2;
  }
  const text = draftManifest(answers);
  // What cannot be loaded is not written; its problems are told as those of the file it would be.
  parseSystem(text, flags.output);
  await writeNew(path, text);
  io.out(
    `Wrote ${flags.output}. Check the lines marked CHECK, then: bartizan threats ${flags.output}${answers.url === undefined ? "; to assess it, add a target" : `, bartizan assess ${flags.output}`}\n`,
  );
  return 0;
}

/** A manifest of a predicting model: what its rows show stands in it. */
async function initPredicting(flags: Flags, model: string, path: string, io: Io): Promise<ExitCode> {
  if (flags.test === undefined)
    throw cliErrors.badFlag(
      "A model that predicts is attacked from rows.",
      { at: "--test" },
      {
        remedy: "Give its held-out rows: --test rows.csv --label COLUMN.",
      },
    );
  const { describeRows } = await import("../../app/index.ts");
  const seen = await describeRows(resolve(io.cwd, flags.test), flags.label);
  const beside = (file: string): string => relative(dirname(path), resolve(io.cwd, file)) || file;
  const labelled = (file: string) => ({
    file: beside(file),
    ...(flags.label === undefined ? {} : { label: flags.label }),
  });
  const name = flags.name ?? basename(model, ".onnx");
  const text = draftPredicting({
    id: idFromName(name),
    name,
    purpose: flags.purpose ?? `What ${name} is for has not been written down yet.`,
    users: flags.users ?? "public",
    jurisdictions: flags.jurisdictions,
    model: beside(model),
    test: labelled(flags.test),
    ...(flags.train === undefined ? {} : { train: labelled(flags.train) }),
    ...(seen.features === undefined ? {} : { features: seen.features }),
    domain: seen,
    classes: seen.classes.every((one) => /^[0-9]+$/u.test(one)) ? [] : seen.classes,
  });
  parseSystem(text, flags.output);
  await writeNew(path, text);
  io.out(
    `Wrote ${flags.output}: ${seen.count} test rows${seen.features === undefined ? "" : ` of ${seen.features.length} features`}. Check the lines marked CHECK, then: bartizan assess ${flags.output} --dry-run\n`,
  );
  return 0;
}

async function asked(io: Io): Promise<DraftAnswers | undefined> {
  if (io.outIsTerminal && io.errIsTerminal) return askForDraft(io.signal);
  throw cliErrors.badFlag(
    "There is no terminal to ask on.",
    { at: "--name" },
    {
      remedy: "Give at least --name; `bartizan init --help` lists the rest.",
    },
  );
}

function fromFlags(flags: Flags, name: string): DraftAnswers {
  return {
    id: idFromName(name),
    name,
    purpose: flags.purpose ?? `What ${name} is for has not been written down yet.`,
    users: flags.users ?? "public",
    jurisdictions: flags.jurisdictions,
    autonomy: flags.autonomy,
    model: { hosted: flags.hosted, name: flags.model },
    retrieval: flags.retrieval ?? false,
    memory: flags.memory ?? false,
    effects: flags.effects,
    ...(flags.url === undefined ? {} : { url: flags.url }),
  };
}

/** The whole file or nothing, and never over one that is there: linking fails where a name is taken. */
async function writeNew(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, text, { flag: "wx" });
    await link(beside, path);
  } catch (cause) {
    const taken = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    const why = cause instanceof Error ? cause.message : String(cause);
    throw cliErrors.unwritableOutput(
      taken ? `${path} is there already.` : `${path} could not be written: ${why}.`,
      { file: path },
      { cause, ...(taken ? { remedy: "Name another file with --output, or move this one away." } : {}) },
    );
  } finally {
    await rm(beside, { force: true });
  }
}
