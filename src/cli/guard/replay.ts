import { resolve } from "node:path";
import { Option } from "commander";
import { replayPolicy, type PolicyReplay } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import { readDecisions } from "../../gateway/index.ts";
import { painter } from "../../report/index.ts";
import { percent } from "../../stats/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { growingCount } from "./count-line.ts";
import { formatOption, type AddGuardCommand } from "./subcommand.ts";

interface ReplayFlags {
  readonly traffic?: string;
  readonly ledger?: string;
  readonly before?: string;
  readonly list: string;
  readonly format: string;
}

const shownInText = 40;

/** `bartizan guard replay`: a changed policy over recorded traffic, and every decision that would differ. */
export const addReplay: AddGuardCommand = (guard, io, finish) => {
  guard
    .command("replay")
    .description("run a changed policy over recorded traffic, and show every decision that would differ")
    .argument("<policy>", "the changed policy")
    .addOption(
      new Option("--traffic <file>", "JSON lines: decision records or exchanges").conflicts("ledger"),
    )
    .option("--ledger <dir>", "the records folder of a gateway (`gateway: records: dir`)")
    .option("--before <policy>", "the policy to compare with; without it, what was decided then")
    .option("--list <n>", "changes listed one by one in JSON; all are counted", "1000")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nEnds with 0 when nothing would differ, 1 when something would, 3 when nothing could be replayed.\nOnly exchanges whose texts the policy kept (`content: full` or `encrypted`) can be replayed.\n\nExamples:\n  bartizan guard replay policy.yaml --ledger records --before policy-in-force.yaml\n  bartizan guard replay policy.yaml --traffic decisions.jsonl --format json\n",
    )
    .action((policy: string, flags: ReplayFlags) => finish(replay(policy, flags, io)));
};

async function replay(policy: string, flags: ReplayFlags, io: Io): Promise<ExitCode> {
  const { traffic, ledger, before, list } = flags;
  if (traffic === undefined && ledger === undefined)
    throw cliErrors.badFlag("Give --traffic FILE or --ledger DIR.", { at: "--traffic" });
  if (!/^\d{1,7}$/.test(list))
    throw cliErrors.badFlag("--list is a whole number from 0 up.", { at: "--list" });
  const shown = growingCount(io, "exchanges");
  const report = await replayPolicy({
    policy,
    ...(before === undefined ? {} : { before }),
    traffic:
      traffic === undefined
        ? { records: readDecisions(resolve(io.cwd, ledger ?? "")) }
        : { file: resolve(io.cwd, traffic) },
    cwd: io.cwd,
    env: io.env,
    mostListed: Number(list),
    each: (done) => shown.at(done),
  });
  shown.end();
  io.out(flags.format === "json" ? `${JSON.stringify(report, undefined, 2)}\n` : replayText(report, io));
  if (report.replayed === 0) return 3;
  return report.differ > 0 ? 1 : 0;
}

function replayText(report: PolicyReplay, io: Io): string {
  const paint = painter(io.colour);
  const { policies, changes, byPrincipal, byRule, stopped, notReplayable } = report;
  const name = (stamp: { id: string; version: string } | undefined): string =>
    stamp === undefined ? "what was decided then" : `${stamp.id} ${stamp.version}`;
  const rows = changes
    .slice(0, shownInText)
    .map(({ at, route, principal, before, after, newRules, goneRules }) => [
      at.slice(0, 19),
      `${before} → ${after}`,
      visibleText(principal.id),
      visibleText(route),
      [...newRules.map((rule) => `+${rule}`), ...goneRules.map((rule) => `-${rule}`)].join(" "),
    ]);
  const widths = [0, 1, 2, 3].map((i) => Math.max(0, ...rows.map((row) => row[i]?.length ?? 0)));
  const more = report.differ - rows.length;
  const broken = byPrincipal.filter(({ newlyStopped }) => newlyStopped > 0);
  const { low, high, confidence } = stopped.interval;
  return `${[
    `${name(policies.before)} against ${name(policies.after)}`,
    ...rows.map(
      (row) =>
        `  ${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join("  ")
          .trimEnd()}`,
    ),
    ...(more > 0 ? [paint("faint", `  and ${more} more`)] : []),
    ...(broken.length === 0
      ? []
      : [
          paint("strong", "Whom it would stop:"),
          ...broken
            .slice(0, shownInText)
            .map(
              ({ id, verified, newlyStopped }) =>
                `  ${visibleText(id)}${verified ? "" : " (claimed)"}: ${newlyStopped} that went through`,
            ),
        ]),
    ...Object.entries(byRule).map(
      ([rule, { fires, firesNoMore }]) =>
        `  rule ${rule}: fires ${fires} times more, ${firesNoMore} times no more`,
    ),
    ...Object.entries(notReplayable.byReason).map(
      ([reason, count]) => `  not replayable, ${reason}: ${count}`,
    ),
    report.sentence,
    ...(report.replayed === 0
      ? []
      : [
          `Stopped: ${percent(stopped.before)} before, ${percent(stopped.after)} after; difference ${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)} points at ${percent(confidence)}.`,
        ]),
  ].join("\n")}\n`;
}
