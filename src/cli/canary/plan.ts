import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { Option } from "commander";
import { planCanaryFile } from "../../app/canaries/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { formatOption, type AddCanaryCommand } from "./subcommand.ts";

interface PlanFlags {
  readonly data: string;
  readonly dataIs: "jsonl" | "lines";
  readonly text: string;
  readonly alphabet: string;
  readonly length: string;
  readonly copies: string;
  readonly each: string;
  readonly record?: string;
  readonly seed?: string;
  readonly out: string;
  readonly format: string;
}

/** `bartizan canary plan`: which secrets go where, before anything is trained. */
export const addPlan: AddCanaryCommand = (canary, io, finish) => {
  canary
    .command("plan")
    .description("draw random secrets and say how often and where each goes into training data")
    .requiredOption("--data <file>", "the training data, which is read through and not changed")
    .addOption(
      new Option("--data-is <form>", "JSON lines, or a text a line")
        .choices(["jsonl", "lines"])
        .default("jsonl"),
    )
    .requiredOption("--text <text>", "the sentence around the secret; `{}` stands for it")
    .option("--alphabet <characters>", "what secrets are drawn from", "0123456789")
    .option("--length <number>", "characters of a secret", "6")
    .option(
      "--copies <numbers>",
      "how often secrets are put in; controls of 0 copies are always there",
      "1,4,16,64",
    )
    .option("--each <number>", "secrets for each number of copies", "5")
    .option(
      "--record <json>",
      "how a record holds it, with `{canary}`, or `{before}` and `{rest}`; by default like the data's first line",
    )
    .option("--seed <text>", "of every random choice; a new one by default, and kept in the plan")
    .requiredOption("--out <file>", "where the plan is written; it holds the secrets")
    .addOption(formatOption())
    .addHelpText(
      "after",
      '\nExample:\n  bartizan canary plan --data train.jsonl --text "The access code of the north gate is {}." --out canaries.json\n',
    )
    .action((flags: PlanFlags) => finish(plan(flags, io)));
};

async function plan(flags: PlanFlags, io: Io): Promise<ExitCode> {
  const file = await planCanaryFile({
    data: resolve(io.cwd, flags.data),
    dataIs: flags.dataIs,
    ...(flags.record === undefined ? {} : { template: flags.record }),
    format: { text: flags.text, alphabet: flags.alphabet, length: numberOf("--length", flags.length, 100) },
    copies: flags.copies.split(",").map((count) => numberOf("--copies", count, 100_000)),
    each: numberOf("--each", flags.each, 10_000),
    seed: flags.seed ?? randomUUID(),
    out: resolve(io.cwd, flags.out),
  });
  const { canaries, insertions, bits } = file.plan;
  const told = {
    canaries: canaries.length,
    controls: canaries.filter(({ copies }) => copies === 0).length,
    insertions: insertions.length,
    documents: file.documents,
    bits,
    shape: file.shape.kind,
    out: flags.out,
  };
  if (flags.format === "json") io.out(`${JSON.stringify(told, undefined, 2)}\n`);
  else
    io.out(
      `${told.canaries} secrets of ${bits.toFixed(1)} bits, ${told.controls} of them controls; ${told.insertions} lines among ${told.documents} documents (${told.shape}).\n`,
    );
  io.err(`Wrote ${flags.out}. It holds the secrets: keep it away from the training data.\n`);
  return 0;
}

function numberOf(flag: string, text: string, most: number): number {
  const value = Number(text.trim() === "" ? NaN : text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw cliErrors.badFlag(`${flag} takes whole numbers from 1 to ${most}; it got "${text}".`, { at: flag });
  return value;
}
