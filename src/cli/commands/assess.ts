import { relative, resolve } from "node:path";
import { Option, type Command } from "commander";
import { assessSystem, listChecks, reportFormats, type AssessOptions } from "../../app/index.ts";
import type { RunReport } from "../../contracts/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { CliCommand, Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { showReport } from "../output.ts";
import { planText } from "../plan-text.ts";
import { ProgressView } from "../progress.ts";
import { exitCodeOfVerdict } from "../verdict-exit.ts";

interface Flags {
  readonly only?: string[];
  readonly target?: string[];
  readonly seed?: string;
  readonly exhaustive?: boolean;
  readonly repeats?: number;
  readonly maxRequests?: number;
  readonly maxQueries?: number;
  readonly maxTokens?: number;
  readonly maxCost?: string;
  readonly resume?: string | true;
  readonly baseline?: string;
  readonly regressions?: boolean;
  readonly dryRun?: boolean;
  readonly list?: boolean;
  readonly workspace?: string;
  readonly format: string;
  readonly output?: string;
}

/** `bartizan assess`: the main job. */
export const command: CliCommand = {
  name: "assess",
  register(program: Command, io: Io, finish) {
    program
      .command("assess")
      .description("test a system: plan, cost preview, run with progress, verdict, coverage matrix")
      .argument("[system]", "the manifest", "system.yaml")
      .option("--only <checks...>", "only these checks, such as redteam/tool-abuse or redteam/*")
      .option("--target <ids...>", "only these targets of the manifest")
      .option("--seed <text>", "seed of every random choice; the run's id by default")
      .option("--exhaustive", "run every planned case even after a gate is decided")
      .addOption(new Option("--repeats <n>", "trials of every case").argParser(positive("--repeats")))
      .addOption(
        new Option("--max-requests <n>", "stop before more requests than this").argParser(
          positive("--max-requests"),
        ),
      )
      .addOption(
        new Option(
          "--max-queries <n>",
          "rows that checks on predicting models may ask for, all together; fewer examples are taken to fit",
        ).argParser(positive("--max-queries")),
      )
      .addOption(
        new Option("--max-tokens <n>", "stop before more tokens than this").argParser(
          positive("--max-tokens"),
        ),
      )
      .option("--max-cost <amount>", "stop before this much is spent, such as 5EUR")
      .option("--resume [run]", "go on with an interrupted run; the newest one by default")
      .option(
        "--baseline <run>",
        "compare with an earlier run, case by case; `last` for the newest finished one",
      )
      .option("--regressions", "only the cases that breached before, for pull requests")
      .option("--dry-run", "plan and preview; send and write nothing")
      .option("--list", "list the checks and what they cover")
      .option("--workspace <folder>", "where .bartizan lies; the current folder by default")
      .addOption(
        new Option("--format <format>", "of the report").choices(["text", ...reportFormats]).default("text"),
      )
      .option("--output <file>", "write the report there instead of to standard output")
      .addHelpText(
        "after",
        "\nExamples:\n  bartizan assess examples/fintech-chatbot/system.yaml\n  bartizan assess system.yaml --only redteam/tool-abuse --max-requests 500 --format sarif --output findings.sarif\n  bartizan assess system.yaml --resume\n",
      )
      .action((system: string, flags: Flags) =>
        finish(flags.list === true ? list(io) : assess(system, flags, io)),
      );
  },
};

async function assess(system: string, flags: Flags, io: Io): Promise<ExitCode> {
  const view = new ProgressView(io, Date.now);
  const outcome = await assessSystem(optionsOf(system, flags, io, view));
  if (outcome.kind === "planned") {
    if (flags.format === "json") io.out(`${JSON.stringify({ ...outcome.plan, models: outcome.models })}\n`);
    return 0;
  }
  const { report } = outcome;
  if (outcome.progress !== undefined) view.end(outcome.progress);
  await showReport(report, flags.format, flags.output, io);
  if (flags.format === "text" && flags.output === undefined)
    io.err(closingLines(report, system, outcome.end, io));
  return exitCodeOfVerdict(report.verdict);
}

/** The verdict once more, below the matrix where the reader's eye is, and where to go from here. */
function closingLines(report: RunReport, system: string, end: string, io: Io): string {
  const goOn =
    end === "finished"
      ? []
      : [`Not finished. Go on with: bartizan assess ${system} --resume ${report.run.id}`];
  const lines = [
    `${report.verdict.kind.toUpperCase()}  ${report.verdict.sentence}`,
    ...goOn,
    `Evidence: ${relative(io.cwd, report.evidence.bundle) || report.evidence.bundle}`,
    `Report:   bartizan report ${report.run.id} --format html --output report.html`,
  ];
  return `\n${lines.join("\n")}\n`;
}

function optionsOf(system: string, flags: Flags, io: Io, view: ProgressView): AssessOptions {
  return {
    systemFile: resolve(io.cwd, system),
    workspace: resolve(io.cwd, flags.workspace ?? "."),
    ...(flags.only === undefined ? {} : { only: flags.only }),
    ...(flags.target === undefined ? {} : { targets: flags.target }),
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
    ...(flags.repeats === undefined ? {} : { repeats: flags.repeats }),
    ...(flags.baseline === undefined ? {} : { baseline: flags.baseline }),
    ...(flags.resume === undefined ? {} : { resume: flags.resume }),
    exhaustive: flags.exhaustive ?? false,
    regressions: flags.regressions ?? false,
    dryRun: flags.dryRun ?? false,
    budget: {
      ...(flags.maxRequests === undefined ? {} : { maxRequests: flags.maxRequests }),
      ...(flags.maxTokens === undefined ? {} : { maxTokens: flags.maxTokens }),
      ...(flags.maxCost === undefined ? {} : { maxCost: money(flags.maxCost) }),
    },
    env: io.env,
    signal: io.signal,
    ...(flags.maxQueries === undefined ? {} : { maxQueries: flags.maxQueries }),
    onPlan: (plan, models) => io.err(planText(plan, models)),
    onNote: (note) => io.err(`${note}\n`),
    onProgress: (progress) => view.update(progress),
  };
}

async function list(io: Io): Promise<ExitCode> {
  for (const { id, title, about, covers } of await listChecks()) {
    io.out(`${id}  ${title}\n    ${about}\n    answers ${covers.join(", ")}\n`);
  }
  return 0;
}

function positive(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < 1)
      throw cliErrors.badFlag(`${flag} takes a whole number from 1 up; it got "${text}".`, { at: flag });
    return value;
  };
}

function money(text: string): { currency: string; amount: number } {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)\s?([A-Z]{3})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw cliErrors.badFlag(`--max-cost takes an amount with its currency, such as 5EUR; it got "${text}".`, {
      at: "--max-cost",
    });
  }
  return { amount: Number(match[1]), currency: match[2] };
}
