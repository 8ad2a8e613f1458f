import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { doctor as examine, loadSystem, openWorkspace } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { CliCommand, Io } from "../command.ts";

interface Flags {
  readonly workspace: string;
  readonly format: string;
}

/** `bartizan doctor`: the machine, and everything that may leave it. */
export const command: CliCommand = {
  name: "doctor",
  register(program: Command, io: Io, finish) {
    program
      .command("doctor")
      .description("check the machine and list everything that may leave it")
      .argument("[systems...]", "manifests to look at beside those the workspace knows")
      .option("--workspace <folder>", "where .bartizan lies", ".")
      .option("--format <format>", "text or json", "text")
      .addHelpText("after", "\nExample:\n  bartizan doctor system.yaml\n")
      .action((systems: string[], flags: Flags) => finish(doctor(systems, flags, io)));
  },
};

async function doctor(files: readonly string[], flags: Flags, io: Io): Promise<ExitCode> {
  const workspace = await openWorkspace(resolve(io.cwd, flags.workspace));
  // A manifest in the folder is about to be assessed even if it never was: what it names may leave.
  const here = files.length === 0 && existsSync(resolve(io.cwd, "system.yaml")) ? ["system.yaml"] : [];
  const named = await Promise.all([...files, ...here].map((file) => loadSystem(resolve(io.cwd, file))));
  const known = (await workspace.systems()).filter(({ file }) => !named.some((other) => other.file === file));
  const report = await examine(workspace, [...named, ...known], io.env);
  if (flags.format === "json")
    io.out(`${JSON.stringify({ schemaVersion: "bartizan.doctor/v1", ...report })}\n`);
  else {
    for (const { name, ok, detail, remedy } of report.checks) {
      io.out(
        `${ok ? "ok  " : "FAIL"}  ${name.padEnd(12)} ${visibleText(detail)}\n${remedy === undefined ? "" : `      ${remedy}\n`}`,
      );
    }
    io.out("\nWhat may leave this machine:\n");
    if (report.egress.length === 0) io.out("  nothing\n");
    for (const { to, why, source } of report.egress)
      io.out(`  ${visibleText(to).padEnd(32)} ${visibleText(why)} (${visibleText(source)})\n`);
  }
  return report.checks.every(({ ok }) => ok) ? 0 : 3;
}
