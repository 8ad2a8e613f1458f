import { resolve } from "node:path";
import { measureExposure, scoreTarget } from "../../app/canaries/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { countLine } from "../guard/count-line.ts";
import { formatOption, type AddCanaryCommand } from "./subcommand.ts";

interface ExposureFlags {
  readonly system: string;
  readonly target?: string;
  readonly references: string;
  readonly maxRequests?: string;
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
    .argument("[losses]", 'JSON lines of {"id", "bits"} for every line of `bartizan canary candidates`')
    .option("--target <id>", "ask this target of the manifest for the losses (it has `echo_logprobs: true`)")
    .option("--system <file>", "the manifest, whose rules of engagement hold", "system.yaml")
    .option("--references <number>", "random others that a target is asked for", "2000")
    .option("--max-requests <number>", "stop before more requests than this")
    .option("--confidence <share>", "of the bounds, all secrets together", "0.95")
    .option("--at-most <bits>", "exit 1 where more than this is proven of any secret")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nA secret that the model knows no better than others has 1.44 bits on average: compare with the controls.\n\nExample:\n  bartizan canary exposure canaries.json losses.jsonl --at-most 8\n  bartizan canary exposure canaries.json --target base-model --references 5000\n",
    )
    .action((plan: string, losses: string | undefined, flags: ExposureFlags) =>
      finish(exposure(plan, losses, flags, io)),
    );
};

async function exposure(
  plan: string,
  losses: string | undefined,
  flags: ExposureFlags,
  io: Io,
): Promise<ExitCode> {
  const confidence = Number(flags.confidence);
  if (!(confidence >= 0.5 && confidence < 1))
    throw cliErrors.badFlag("--confidence is from 0.5 to below 1.", { at: "--confidence" });
  const atMost = flags.atMost === undefined ? undefined : Number(flags.atMost);
  if (atMost !== undefined && !(atMost >= 0))
    throw cliErrors.badFlag("--at-most is a number of bits, 0 or more.", { at: "--at-most" });
  if ((losses === undefined) === (flags.target === undefined))
    throw cliErrors.badFlag("Give either a file of losses, or --target.", { at: "--target" });
  const report =
    losses === undefined
      ? await scored(plan, flags, confidence, io)
      : await measureExposure({
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
  // A control may be high by luck, and is no leak.
  const proven = Math.max(
    0,
    ...report.groups.filter(({ copies }) => copies > 0).map((group) => group.proven),
  );
  return atMost !== undefined && proven > atMost ? 1 : 0;
}

async function scored(plan: string, flags: ExposureFlags, confidence: number, io: Io) {
  const references = Number(flags.references);
  if (!Number.isInteger(references) || references < 20 || references > 1_000_000)
    throw cliErrors.badFlag("--references is a whole number from 20 to 1000000.", { at: "--references" });
  const maxRequests = flags.maxRequests === undefined ? undefined : Number(flags.maxRequests);
  if (maxRequests !== undefined && (!Number.isInteger(maxRequests) || maxRequests < 1))
    throw cliErrors.badFlag("--max-requests is a whole number from 1 up.", { at: "--max-requests" });
  let shown: ReturnType<typeof countLine> | undefined;
  const report = await scoreTarget({
    plan: resolve(io.cwd, plan),
    systemFile: resolve(io.cwd, flags.system),
    target: flags.target ?? "",
    references,
    confidence,
    budget: maxRequests === undefined ? {} : { maxRequests },
    env: io.env,
    signal: io.signal,
    each: (done, planned) => (shown ??= countLine(io, planned, "texts scored")).at(done),
  });
  shown?.end();
  return report;
}
