import { resolve } from "node:path";
import { measureExposure } from "../../app/canaries/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { formatOption, type AddCanaryCommand } from "./subcommand.ts";

interface ExposureFlags {
  readonly confidence: string;
  readonly atMost?: string;
  readonly format: string;
}

/** `bartizan canary exposure`: what the trained model has memorised, in bits. */
export const addExposure: AddCanaryCommand = (canary, io, finish) => {
  canary
    .command("exposure")
    .description("measure from the model's losses how much of each secret it has memorised")
    .argument("<plan>", "what `bartizan canary plan` wrote")
    .argument("<losses>", 'JSON lines of {"id", "bits"} for every line of `bartizan canary candidates`')
    .option("--confidence <share>", "of the bounds, all secrets together", "0.95")
    .option("--at-most <bits>", "exit 1 where more than this is proven of any secret")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nA secret that the model knows no better than others has 1.44 bits on average: compare with the controls.\n\nExample:\n  bartizan canary exposure canaries.json losses.jsonl --at-most 8\n",
    )
    .action((plan: string, losses: string, flags: ExposureFlags) =>
      finish(exposure(plan, losses, flags, io)),
    );
};

async function exposure(plan: string, losses: string, flags: ExposureFlags, io: Io): Promise<ExitCode> {
  const confidence = Number(flags.confidence);
  if (!(confidence >= 0.5 && confidence < 1))
    throw cliErrors.badFlag("--confidence is from 0.5 to below 1.", { at: "--confidence" });
  const atMost = flags.atMost === undefined ? undefined : Number(flags.atMost);
  if (atMost !== undefined && !(atMost >= 0))
    throw cliErrors.badFlag("--at-most is a number of bits, 0 or more.", { at: "--at-most" });
  const report = await measureExposure({
    plan: resolve(io.cwd, plan),
    losses: resolve(io.cwd, losses),
    confidence,
  });
  if (flags.format === "json") io.out(`${JSON.stringify(report, undefined, 2)}\n`);
  else {
    io.out("copies  secrets  exposure in bits (least to greatest)  proven of one\n");
    for (const { copies, canaries, mean, least, greatest, proven } of report.groups) {
      const range = `${mean.toFixed(1)} (${least.toFixed(1)} to ${greatest.toFixed(1)})`;
      io.out(
        `${String(copies).padStart(6)}  ${String(canaries).padStart(7)}  ${range.padEnd(37)}  ${proven.toFixed(1)}\n`,
      );
    }
    io.out(
      `Of ${report.most.toFixed(1)} bits; ${report.references} references show ${Math.log2(report.references).toFixed(1)} at most. Bounds at ${confidence}, all secrets together.\n`,
    );
  }
  const proven = Math.max(...report.groups.map((group) => group.proven));
  return atMost !== undefined && proven > atMost ? 1 : 0;
}
