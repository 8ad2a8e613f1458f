import { resolve } from "node:path";
import { candidateLines, readCanaryFile } from "../../app/canaries/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import type { AddCanaryCommand } from "./subcommand.ts";

/** `bartizan canary candidates`: what the trained model has to score. */
export const addCandidates: AddCanaryCommand = (canary, io, finish) => {
  canary
    .command("candidates")
    .description("list the texts whose loss the trained model is to tell: the secrets, and random others")
    .argument("<plan>", "what `bartizan canary plan` wrote")
    .option("--references <number>", "random others; exposure cannot be shown beyond log2 of it", "2000")
    .addHelpText(
      "after",
      '\nOne JSON object a line: id, text, and the text in two parts (before, rest). Score `rest` behind `before`, or the whole\ntext, and write {"id", "bits"} for each: minus log2 of its probability, or any loss of the whole text.\n\nExample:\n  bartizan canary candidates canaries.json --references 10000 > candidates.jsonl\n',
    )
    .action((plan: string, flags: { readonly references: string }) => finish(candidates(plan, flags, io)));
};

async function candidates(plan: string, flags: { readonly references: string }, io: Io): Promise<ExitCode> {
  const references = Number(flags.references);
  if (!Number.isInteger(references) || references < 20 || references > 1_000_000)
    throw cliErrors.badFlag("--references is a whole number from 20 to 1000000.", { at: "--references" });
  for (const line of candidateLines(await readCanaryFile(resolve(io.cwd, plan)), references))
    io.out(`${JSON.stringify(line)}\n`);
  return 0;
}
