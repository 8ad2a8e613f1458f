import { resolve } from "node:path";
import { askTarget, type AskReport } from "../../app/canaries/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { countLine } from "../guard/count-line.ts";
import { formatOption, type AddCanaryCommand } from "./subcommand.ts";

interface AskFlags {
  readonly system: string;
  readonly target: string;
  readonly samples: string;
  readonly references: string;
  readonly confidence: string;
  readonly maxRequests?: string;
  readonly format: string;
}

/** `bartizan canary ask`: memory measured over an endpoint, without probabilities. */
export const addAsk: AddCanaryCommand = (canary, io, finish) => {
  canary
    .command("ask")
    .description("ask a chat target for the secrets: what it goes on with, and which of two lines it knows")
    .argument("<plan>", "what `bartizan canary plan` wrote")
    .option("--system <file>", "the manifest, whose rules of engagement hold", "system.yaml")
    .requiredOption("--target <id>", "the target of the manifest")
    .option("--samples <number>", "answers for each secret; 0 leaves that out", "20")
    .option("--references <number>", "others that each secret is chosen from, two questions each", "20")
    .option("--confidence <share>", "of the bounds, all secrets together", "0.95")
    .option("--max-requests <number>", "stop before more requests than this")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nExit 1 where a model that knows none of the secrets would hardly answer so (less often than 1 - confidence).\n\nExample:\n  bartizan canary ask canaries.json --system system.yaml --target chat --max-requests 2000\n",
    )
    .action((plan: string, flags: AskFlags) => finish(ask(plan, flags, io)));
};

async function ask(plan: string, flags: AskFlags, io: Io): Promise<ExitCode> {
  const confidence = Number(flags.confidence);
  if (!(confidence >= 0.5 && confidence < 1))
    throw cliErrors.badFlag("--confidence is from 0.5 to below 1.", { at: "--confidence" });
  const [samples, references] = [
    numberOf("--samples", flags.samples),
    numberOf("--references", flags.references),
  ];
  if (samples + references === 0)
    throw cliErrors.badFlag("With --samples 0 and --references 0 there is nothing to ask.", {
      at: "--samples",
    });
  let shown: ReturnType<typeof countLine> | undefined;
  const report = await askTarget({
    plan: resolve(io.cwd, plan),
    systemFile: resolve(io.cwd, flags.system),
    target: flags.target,
    samples,
    references,
    confidence,
    budget:
      flags.maxRequests === undefined ? {} : { maxRequests: numberOf("--max-requests", flags.maxRequests) },
    env: io.env,
    signal: io.signal,
    each: (answered, planned) => (shown ??= countLine(io, planned, "answers")).at(answered),
  });
  shown?.end();
  if (flags.format === "json") io.out(`${JSON.stringify(report, undefined, 2)}\n`);
  else show(report, io);
  return report.chance < 1 - confidence ? 1 : 0;
}

function show(
  { completions, aboveControls, choices, questions, confidence, chance }: AskReport,
  io: Io,
): void {
  const counts = [...new Set([...completions, ...choices].map(({ copies }) => copies))].toSorted(
    (a, b) => a - b,
  );
  io.out("copies  secrets  gone on with            chosen before others    proven of one, bits\n");
  for (const copies of counts) {
    const said = completions.filter((one) => one.copies === copies);
    const chosen = choices.filter((one) => one.copies === copies);
    const hits = said.reduce((sum, one) => sum + one.hits, 0);
    const samples = said.reduce((sum, one) => sum + one.samples, 0);
    const won = chosen.reduce((sum, one) => sum + one.won, 0);
    const asked = chosen.reduce((sum, one) => sum + one.asked, 0);
    const bits = chosen.length === 0 ? "" : Math.max(...chosen.map(({ low }) => low)).toFixed(1);
    const secrets = Math.max(said.length, chosen.length);
    io.out(
      `${String(copies).padStart(6)}  ${String(secrets).padStart(7)}  ${`${hits} of ${samples}`.padEnd(22)}  ${`${won} of ${asked}`.padEnd(22)}  ${bits}\n`,
    );
  }
  for (const { copies, interval } of aboveControls)
    io.out(
      `${copies} copies above controls: from ${(100 * interval.low).toFixed(1)} to ${(100 * interval.high).toFixed(1)} % of the answers.\n`,
    );
  io.out(
    `A model that knows none of the secrets would answer so with probability ${chance < 0.001 ? chance.toExponential(0) : chance.toFixed(3)} at most.\n${questions} questions. Intervals and bounds at ${confidence}.\n`,
  );
}

function numberOf(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 1_000_000)
    throw cliErrors.badFlag(`${flag} takes a whole number up to 1000000; it got "${text}".`, { at: flag });
  return value;
}
