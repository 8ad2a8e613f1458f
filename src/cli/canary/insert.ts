import { resolve } from "node:path";
import { insertCanaryFile } from "../../app/canaries/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import type { AddCanaryCommand } from "./subcommand.ts";

interface InsertFlags {
  readonly data: string;
  readonly out: string;
}

/** `bartizan canary insert`: the training data with the secrets in it. */
export const addInsert: AddCanaryCommand = (canary, io, finish) => {
  canary
    .command("insert")
    .description("write training data anew with the planned secrets among its lines")
    .argument("<plan>", "what `bartizan canary plan` wrote")
    .requiredOption("--data <file>", "the training data the plan was made for")
    .requiredOption("--out <file>", "where the data with the secrets is written")
    .addHelpText(
      "after",
      "\nThe data is streamed: its size does not matter. Its own lines stay as they are, to the byte.\n\nExample:\n  bartizan canary insert canaries.json --data train.jsonl --out train-with-canaries.jsonl\n",
    )
    .action((plan: string, flags: InsertFlags) => finish(insert(plan, flags, io)));
};

async function insert(plan: string, flags: InsertFlags, io: Io): Promise<ExitCode> {
  const [data, out] = [resolve(io.cwd, flags.data), resolve(io.cwd, flags.out)];
  if (data === out)
    throw cliErrors.badFlag("--out names the data itself, which is not changed.", { at: "--out" });
  const lines = await insertCanaryFile({ plan: resolve(io.cwd, plan), data, out, signal: io.signal });
  io.err(`Wrote ${flags.out} with ${lines} lines of canaries in it.\n`);
  return 0;
}
