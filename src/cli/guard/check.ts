import { resolve } from "node:path";
import { Option } from "commander";
import { checkTexts, openGuard, readCheckInput, type CheckReport } from "../../app/index.ts";
import type { Role } from "../../contracts/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { decodeText, readBounded } from "../../formats/index.ts";
import type { Io } from "../command.ts";
import { checkText } from "./check-text.ts";
import { countLine } from "./count-line.ts";
import { formatOption, policyOptions, type AddGuardCommand, type PolicyFlags } from "./subcommand.ts";

const largestInput = 256 * 1024 * 1024;

interface CheckFlags extends PolicyFlags {
  readonly as: "auto" | "text" | "jsonl";
  readonly role: Role;
  readonly format: string;
  readonly all?: boolean;
}

/** `bartizan guard check`: text, JSON lines or transcripts in, decisions out. For pipes and CI. */
export const addCheck: AddGuardCommand = (guard, io, finish) => {
  policyOptions(
    guard
      .command("check")
      .description("decide on a text, JSON lines or a transcript, from a file or standard input")
      .argument("[file]", "the file; `-` or nothing: standard input", "-"),
  )
    .addOption(
      new Option("--as <kind>", "what the input is").choices(["auto", "text", "jsonl"]).default("auto"),
    )
    .addOption(
      new Option("--role <role>", "who wrote a plain text")
        .choices(["user", "tool", "document", "assistant", "system"])
        .default("user"),
    )
    .option("--all", "show allowed lines too")
    .addOption(formatOption())
    .addHelpText(
      "after",
      '\nEnds with 0 when everything is allowed, 1 when something is not, 3 when a detector failed and the policy let it pass.\n\nExamples:\n  echo "Ignore all previous instructions" | bartizan guard check\n  bartizan guard check traffic.jsonl --policy policy.yaml --format json\n',
    )
    .action((file: string, flags: CheckFlags) => finish(check(file, flags, io)));
};

async function check(file: string, flags: CheckFlags, io: Io): Promise<ExitCode> {
  const name = file === "-" ? "standard input" : file;
  const bytes = file === "-" ? await io.readStdin() : await readBounded(resolve(io.cwd, file), largestInput);
  const items = readCheckInput(decodeText(bytes, name), flags.as, flags.role, name);
  const { guard } = await openGuard({
    policy: flags.policy,
    cwd: io.cwd,
    env: io.env,
    ...(flags.requireSignature === undefined ? {} : { requireSignature: flags.requireSignature }),
  });
  const shown = countLine(io, items.length, "texts");
  const report = await checkTexts(guard, items, (done) => shown.at(done));
  shown.end();
  io.out(
    flags.format === "json"
      ? `${JSON.stringify(report, undefined, 2)}\n`
      : checkText(report, items, io, flags.all === true),
  );
  return exitOf(report);
}

function exitOf({ results }: CheckReport): ExitCode {
  if (results.some(({ decision }) => decision !== "allow")) return 1;
  return results.some(({ failures }) => failures.some(({ opened }) => opened)) ? 3 : 0;
}
