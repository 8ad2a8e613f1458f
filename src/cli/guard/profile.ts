import { buildProfile } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import type { Io } from "../command.ts";
import { growingCount } from "./count-line.ts";
import { formatOption, type AddGuardCommand } from "./subcommand.ts";

interface ProfileFlags {
  readonly out: string;
  readonly without?: readonly string[];
  readonly format: string;
}

/** `bartizan guard profile`: what the inputs of a predicting model look like. */
export const addProfile: AddGuardCommand = (guard, io, finish) => {
  guard
    .command("profile")
    .description("make a feature profile of a predicting model's inputs")
    .argument("<rows>", "CSV whose first line names the features, or JSON lines, one object a row")
    .requiredOption(
      "--out <file>",
      "where the profile is written; it holds ranges, words and averages, no row",
    )
    .option("--without <features...>", "features to leave out, such as ids")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nThe policy then names the file:\n  detectors: {query-distribution: {settings: {profile: profile.json}}}\n  detectors: {unknown-input: {settings: {profile: profile.json}}}\n\nExample:\n  bartizan guard profile test-set.csv --out profile.json --without customer_id\n",
    )
    .action((rows: string, flags: ProfileFlags) => finish(profile(rows, flags, io)));
};

async function profile(file: string, { out, without = [], format }: ProfileFlags, io: Io): Promise<ExitCode> {
  const shown = growingCount(io, "rows read");
  const report = await buildProfile({ file, out, without, cwd: io.cwd, each: (rows) => shown.at(rows) });
  shown.end();
  if (format === "json") io.out(`${JSON.stringify({ ...report, out }, undefined, 2)}\n`);
  else {
    const drawn = report.used < report.rows ? `, made of ${report.used} drawn evenly` : "";
    io.out(`${report.features} features of ${report.rows} rows${drawn}.\n`);
    io.out(
      report.streams
        ? "Streams can be told by it: `query-distribution` speaks.\n"
        : "Fewer than 256 rows: `unknown-input` speaks, `query-distribution` stays silent.\n",
    );
  }
  io.err(`Wrote ${out}\n`);
  return 0;
}
