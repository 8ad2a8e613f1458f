import { resolve } from "node:path";
import { loadSystem, measureDelta, openWorkspace } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { percent } from "../../stats/index.ts";
import type { Io } from "../command.ts";
import { formatOption, type AddGuardCommand } from "./subcommand.ts";

interface DeltaFlags {
  readonly without: string;
  readonly with: string;
  readonly workspace?: string;
  readonly format: string;
}

/** `bartizan guard delta`: what a guard changes, on the same cases with and without it. */
export const addDelta: AddGuardCommand = (guard, io, finish) => {
  guard
    .command("delta")
    .description("what a guard changes, from two runs of the same cases: without it and with it")
    .argument("<system>", "the manifest")
    .requiredOption("--without <run>", "the run against the target alone")
    .requiredOption("--with <run>", "the run with the guard before it; `last`: the newest")
    .option("--workspace <folder>", "where .bartizan lies; the manifest's folder by default")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nEnds with 0 when fewer attacks get through, 1 when more do, 3 when it cannot be told.\n\nExample:\n  bartizan guard delta system.yaml --without 20270301-101500-a1b2c3 --with last\n",
    )
    .action((system: string, flags: DeltaFlags) => finish(delta(system, flags, io)));
};

async function delta(systemFile: string, flags: DeltaFlags, io: Io): Promise<ExitCode> {
  const file = resolve(io.cwd, systemFile);
  const { manifest } = await loadSystem(file);
  const workspace = await openWorkspace(
    flags.workspace === undefined ? resolve(file, "..") : resolve(io.cwd, flags.workspace),
  );
  const system = manifest.system.id;
  const found = await measureDelta(workspace, { system, without: flags.without, with: flags.with });
  if (flags.format === "json") io.out(`${JSON.stringify(found, undefined, 2)}\n`);
  else {
    for (const arm of ["attack", "baseline", "benign"] as const) {
      const { pairs, without, with: guarded, mended, broke, pValue, unscored, stopped } = found[arm];
      io.out(
        `${arm.padEnd(8)}  ${pairs} pairs: ${percent(without.rate)} → ${percent(guarded.rate)}; ${mended} better, ${broke} worse, p = ${pValue.toPrecision(2)}; ${stopped} stopped by the guard, ${unscored} not scored\n`,
      );
    }
    io.out(`${found.sentence}\n`);
    if (!found.sameSystem)
      io.err("The manifest changed between the two runs: not only the guard may differ.\n");
  }
  const { interval } = found.attack;
  if (interval.high < 0) return 0;
  return interval.low > 0 ? 1 : 3;
}
