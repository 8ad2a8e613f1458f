import { resolve } from "node:path";
import { Option, type Command } from "commander";
import { openWorkspace, openWorkspaceStore, rebuildIndex, type Workspace } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { Store } from "../../store/index.ts";
import type { CliCommand, Finish, Io } from "../command.ts";

interface Flags {
  readonly workspace: string;
  readonly format: string;
}

type Work = (store: Store, workspace: Workspace, flags: Flags, io: Io, argument: string) => Promise<ExitCode>;

interface Subcommand {
  readonly name: string;
  readonly about: string;
  /** What its one argument is, and an example of it. */
  readonly file?: readonly [about: string, example: string];
  readonly work: Work;
}

function register(db: Command, { name, about, file, work }: Subcommand, io: Io, finish: Finish): void {
  const command = db.command(name).description(about);
  if (file !== undefined) command.argument("<file>", file[0]);
  command
    .option("--workspace <folder>", "where .bartizan lies", ".")
    .addOption(new Option("--format <format>", "text or json").choices(["text", "json"]).default("text"))
    .addHelpText("after", `\nExample:\n  bartizan db ${name}${file === undefined ? "" : ` ${file[1]}`}\n`)
    .action((...given: unknown[]) => {
      const argument = typeof given[0] === "string" ? given[0] : "";
      // Safe: commander passes the arguments, then the options declared above, then the command.
      const flags = given.at(-2) as Flags;
      finish(withStore(flags, io, (store, workspace) => work(store, workspace, flags, io, argument)));
    });
}

async function withStore(
  flags: Flags,
  io: Io,
  work: (store: Store, workspace: Workspace) => Promise<ExitCode>,
): Promise<ExitCode> {
  const workspace = await openWorkspace(resolve(io.cwd, flags.workspace));
  const store = await openWorkspaceStore(workspace, io.env, (line) => io.err(`${line}\n`));
  try {
    return await work(store, workspace);
  } finally {
    await store.close();
  }
}

const status: Work = async (store, workspace, { format }, io) => {
  const found = await store.status();
  const place = found.dialect === "sqlite" ? workspace.paths.store : "DATABASE_URL";
  if (format === "json")
    io.out(`${JSON.stringify({ schemaVersion: "bartizan.db-status/v1", place, ...found })}\n`);
  else {
    io.out(`${found.dialect} at ${visibleText(place)}, schema ${found.schema}\n`);
    for (const [table, rows] of Object.entries(found.rows))
      io.out(`  ${table.padEnd(18)}${String(rows).padStart(8)}\n`);
  }
  return 0;
};

const rebuild: Work = async (store, workspace, { format }, io) => {
  const made = await rebuildIndex(workspace, store, (run) => io.err(`${run}\n`));
  if (format === "json") io.out(`${JSON.stringify({ schemaVersion: "bartizan.db-rebuild/v1", ...made })}\n`);
  else {
    io.out(`Index made from the ledgers: ${made.systems} systems, ${made.runs} runs.\n`);
    for (const { run, why } of made.skipped) io.out(`  not read: ${run}: ${visibleText(why)}\n`);
  }
  return made.skipped.length === 0 ? 0 : 3;
};

const backup: Work = async (store, _, { format }, io, file) => {
  const to = resolve(io.cwd, file);
  const made = await store.backup(to);
  if (format === "json")
    io.out(`${JSON.stringify({ schemaVersion: "bartizan.db-backup/v1", file: to, ...made })}\n`);
  else if (made.kind === "database") io.out(`The whole database is copied to ${visibleText(to)}.\n`);
  else
    io.out(
      `${made.rows} rows of accounts are copied to ${visibleText(to)}. The rest comes back by \`bartizan db rebuild\`; for a whole copy use pg_dump.\n`,
    );
  return 0;
};

const restore: Work = async (store, _, { format }, io, file) => {
  const { rows } = await store.restoreAccounts(resolve(io.cwd, file));
  if (format === "json") io.out(`${JSON.stringify({ schemaVersion: "bartizan.db-restore/v1", rows })}\n`);
  else io.out(`${rows} rows of accounts added.\n`);
  return 0;
};

const subcommands: readonly Subcommand[] = [
  { name: "status", about: "what the database holds", work: status },
  {
    name: "rebuild",
    about: "make the index anew from the ledgers; accounts stay",
    work: rebuild,
  },
  {
    name: "backup",
    about: "copy the database (PostgreSQL: the accounts) into a new file",
    file: ["the file to make; it must not exist", "bartizan-2026-11-23.sqlite"],
    work: backup,
  },
  {
    name: "restore",
    about: "add the accounts of a backup made on PostgreSQL; what is there stays",
    file: ["the backup", "accounts-2026-11-23.jsonl"],
    work: restore,
  },
];

/** `bartizan db`: the index beside the ledgers, and the accounts. */
export const command: CliCommand = {
  name: "db",
  register(program: Command, io: Io, finish) {
    const db = program
      .command("db")
      .description("the index over the ledgers, and the accounts (SQLite, or PostgreSQL by DATABASE_URL)")
      .addHelpText("after", "\nExample:\n  bartizan db rebuild\n");
    for (const subcommand of subcommands) register(db, subcommand, io, finish);
  },
};
