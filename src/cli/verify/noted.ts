import { join, resolve } from "node:path";
import type { Command } from "commander";
import { recordCheck, systemClock } from "../../app/index.ts";
import type { Io } from "../command.ts";

/** Where what was found is noted. */
export interface NoteFlags {
  readonly evidence?: boolean;
  readonly workspace?: string;
}

/** Adds the options of `NoteFlags`. */
export const withNoteOptions = (command: Command): Command =>
  command
    .option("--no-evidence", "note nothing in a workspace")
    .option(
      "--workspace <folder>",
      "note what was found in .bartizan there; by default in the current folder, where .bartizan is there",
    );

/** Notes what was found in the ledger of the workspace, and says so on standard error. */
export async function noted(
  check: () => Parameters<typeof recordCheck>[0],
  { evidence, workspace }: NoteFlags,
  io: Io,
): Promise<void> {
  if (evidence === false) return;
  const folder = resolve(io.cwd, workspace ?? ".");
  const entry = await recordCheck(check(), { folder, made: workspace !== undefined, clock: systemClock });
  if (entry !== undefined)
    io.err(`\nNoted in the ledger of ${join(workspace ?? ".", ".bartizan")}, entry ${entry}\n`);
}
