import { trainInjection } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { percent } from "../../stats/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { growingCount } from "./count-line.ts";
import { formatOption, type AddGuardCommand } from "./subcommand.ts";

interface TrainFlags {
  readonly out: string;
  readonly falseAlarms: string;
  readonly confidence: string;
  readonly format: string;
}

/** `bartizan guard train`: the injection classifier, with one's own labelled traffic. */
export const addTrain: AddGuardCommand = (guard, io, finish) => {
  guard
    .command("train")
    .description("train the injection classifier further on your own labelled traffic")
    .argument(
      "<labelled>",
      'JSON lines: {"text": "…", "label": 0 or 1, "role": "user", "document" or "tool"}',
    )
    .requiredOption("--out <folder>", "where the trained model is written")
    .option("--false-alarms <share>", "share of benign texts that may alarm", "0.01")
    .option("--confidence <share>", "that the share is kept on traffic like this", "0.95")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nThe policy then names the folder: detectors: {injection: {settings: {model: FOLDER}}}.\n\nExample:\n  bartizan guard train labelled.jsonl --out models/injection\n",
    )
    .action((labelled: string, flags: TrainFlags) => finish(train(labelled, flags, io)));
};

async function train(file: string, flags: TrainFlags, io: Io): Promise<ExitCode> {
  const shown = growingCount(io, "lines read");
  const report = await trainInjection({
    file,
    out: flags.out,
    cwd: io.cwd,
    falseAlarmRate: shareOf(flags.falseAlarms, "--false-alarms"),
    confidence: shareOf(flags.confidence, "--confidence"),
    each: (lines) => shown.at(lines),
  });
  shown.end();
  if (flags.format === "json") {
    io.out(`${JSON.stringify(report, undefined, 2)}\n`);
    return 0;
  }
  const span = ({
    count,
    of,
    interval,
  }: {
    count: number;
    of: number;
    interval: { low: number; high: number };
  }) => `${count} of ${of} (${percent(interval.low, "down")} to ${percent(interval.high, "up")})`;
  for (const [role, { benign, attacks, threshold, falseAlarms, recall }] of Object.entries(report.roles)) {
    if (benign + attacks === 0) continue;
    io.out(
      `${role}: ${benign} benign texts, ${attacks} attacks; threshold ${threshold?.toPrecision(4) ?? "as it was"}\n`,
    );
    if (falseAlarms !== undefined) io.out(`  false alarms on texts held back: ${span(falseAlarms)}\n`);
    if (recall !== undefined && attacks > 0)
      io.out(`  attacks found among those held back: ${span(recall)}\n`);
  }
  io.out(
    report.retrained.length === 0
      ? "Too few attacks to learn from: only thresholds were set.\n"
      : `Weights retrained: ${report.retrained.join(", ")}.\n`,
  );
  io.err(`Wrote ${flags.out}\n`);
  return 0;
}

function shareOf(text: string, at: string): number {
  const share = Number(text);
  if (share > 0 && share < 1) return share;
  throw cliErrors.badFlag(`${at} is a number between 0 and 1.`, { at });
}
