import { appendFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Option, type Command } from "commander";
import { importResults, openWorkspace } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import {
  blobRefsIn,
  exportCheckpoint,
  openBlobs,
  readBundle,
  readBundleHeader,
  readCheckpointFile,
  readPublicKey,
  shredBlob,
  verifyBundle,
  type Entry,
  type ImportFormat,
  type VerifyOptions,
} from "../../evidence/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { CliCommand, Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import {
  entryLine,
  exitCodeOfVerification,
  headerText,
  importText,
  verificationText,
} from "../evidence-text.ts";

/** `bartizan evidence`: verify, show, import, shred and witness what was recorded. */
export const command: CliCommand = {
  name: "evidence",
  register(program, io, finish) {
    const evidence = program
      .command("evidence")
      .description("verify, show, import, shred and witness evidence")
      .addHelpText(
        "after",
        "\nExamples:\n  bartizan evidence verify .bartizan/runs/ID --key ed25519.pub.pem --checkpoint kept.txt\n  bartizan evidence import garak.report.jsonl --system system.yaml\n",
      );
    const add = (name: string, about: string, example: string): Command =>
      evidence
        .command(name)
        .description(about)
        .addHelpText("after", `\nExample:\n  bartizan evidence ${example}\n`);
    const format = (): Option => new Option("--format <format>").choices(["text", "json"]).default("text");

    add(
      "verify",
      "say whether a bundle was altered, and which entry",
      "verify .bartizan/runs/ID --key ed25519.pub.pem",
    )
      .argument("<dir>", "the bundle's folder")
      .option(
        "--key <file>",
        "the writer's public key (PEM): without it, anybody could have written the bundle",
      )
      .option("--checkpoint <file>", "checkpoints kept elsewhere: without them, a cut-off end may go unseen")
      .addOption(format())
      .action((dir: string, flags: VerifyFlags) => finish(verify(dir, flags, io)));

    add(
      "show",
      "list the entries of a bundle, or one of them with its content",
      "show .bartizan/runs/ID --entry 12",
    )
      .argument("<dir>", "the bundle's folder")
      .option("--entry <n>", "this entry, with the content of its blobs")
      .addOption(format())
      .action((dir: string, flags: ShowFlags) => finish(show(dir, flags, io)));

    add("import", "take in the results of another tool", "import garak.report.jsonl --system system.yaml")
      .argument("<file>", "SARIF 2.1.0, a garak report (JSONL), or promptfoo results (JSON, JSONL)")
      .requiredOption("--system <manifest>", "the system they are about")
      .option("--component <id>", "the component of the manifest that was tested")
      .addOption(
        new Option("--as <format>", "what the file is, where it cannot be told").choices([
          "sarif",
          "garak",
          "promptfoo",
        ]),
      )
      .option("--workspace <folder>", "where .bartizan lies; the manifest's folder by default")
      .addOption(format())
      .action((file: string, flags: ImportFlags) => finish(importFile(file, flags, io)));

    add(
      "shred",
      "destroy the key of a blob; the ledger still verifies",
      'shred .bartizan/runs/ID DIGEST --by dpo@example.com --reason "request 17"',
    )
      .argument("<dir>", "the bundle's folder")
      .argument("<blob>", "the blob's digest, as `show --entry` gives it")
      .requiredOption("--by <who>", "who decided it")
      .requiredOption("--reason <text>", "why")
      .option("--workspace <folder>", "where .bartizan lies, for the key that signs the record", ".")
      .action((dir: string, blob: string, flags: ShredFlags) => finish(shred(dir, blob, flags, io)));

    add(
      "checkpoint",
      "write the newest signed checkpoint, to be kept elsewhere",
      "checkpoint .bartizan/runs/ID --to ../audit/kept.txt",
    )
      .argument("<dir>", "the bundle's folder")
      .option("--to <file>", "append to this file instead of writing to standard output")
      .action((dir: string, flags: { readonly to?: string }) => finish(checkpoint(dir, flags, io)));
  },
};

interface VerifyFlags {
  readonly key?: string;
  readonly checkpoint?: string;
  readonly format: string;
}

async function verify(folder: string, flags: VerifyFlags, io: Io): Promise<ExitCode> {
  const dir = resolve(io.cwd, folder);
  const options: VerifyOptions = {
    ...(flags.key === undefined ? {} : { key: await readPublicKey(resolve(io.cwd, flags.key)) }),
    ...(flags.checkpoint === undefined
      ? {}
      : { checkpoints: await checkpointsFor(dir, flags.checkpoint, io) }),
  };
  const found = await verifyBundle(dir, options);
  io.out(flags.format === "json" ? `${JSON.stringify(found)}\n` : verificationText(folder, found));
  return exitCodeOfVerification[found.state];
}

/** A witness file may hold checkpoints of many bundles; those of others are left out, unless there are only such. */
async function checkpointsFor(dir: string, file: string, io: Io) {
  const all = await readCheckpointFile(resolve(io.cwd, file));
  const header = await readBundleHeader(dir).catch(() => undefined);
  const mine = all.filter(({ origin }) => origin === `bartizan/${header?.kind}/${header?.id}`);
  return mine.length > 0 ? mine : all;
}

interface ShowFlags {
  readonly entry?: string;
  readonly format: string;
}

async function show(folder: string, flags: ShowFlags, io: Io): Promise<ExitCode> {
  const dir = resolve(io.cwd, folder);
  const header = await readBundleHeader(dir);
  const wanted = flags.entry === undefined ? undefined : entryNumber(flags.entry);
  if (flags.format === "text" && wanted === undefined) io.out(headerText(header));
  const entries: Entry[] = [];
  for await (const entry of readBundle(dir)) {
    if (wanted !== undefined && entry.seq !== wanted) continue;
    if (flags.format === "json") entries.push(entry);
    else if (wanted === undefined) io.out(entryLine(entry));
    else await showEntry(dir, entry, io);
    if (entry.seq === wanted) {
      if (flags.format === "json") io.out(`${JSON.stringify(entry)}\n`);
      return 0;
    }
  }
  if (wanted !== undefined)
    throw cliErrors.badFlag(`There is no entry ${wanted}.`, { at: "--entry", file: dir });
  if (flags.format === "json")
    io.out(`${JSON.stringify({ schemaVersion: "bartizan.bundle-entries/v1", header, entries })}\n`);
  return 0;
}

async function showEntry(dir: string, entry: Entry, io: Io): Promise<void> {
  io.out(`${entryLine(entry)}${visibleText(JSON.stringify(entry.body, undefined, 2))}\n`);
  const blobs = await openBlobs(dir);
  for (const ref of blobRefsIn(entry.body)) {
    const shown = await blobs.read(ref).then(
      (content) => content.toString("utf8"),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    io.out(
      `\nblob ${ref.$blob} (${visibleText(ref.mediaType)}, ${ref.bytes} bytes)\n${visibleText(shown)}\n`,
    );
  }
}

function entryNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw cliErrors.badFlag("The number of an entry is a whole number from 0 up.", { at: "--entry" });
}

interface ImportFlags {
  readonly system: string;
  readonly component?: string;
  readonly as?: ImportFormat;
  readonly workspace?: string;
  readonly format: string;
}

async function importFile(file: string, flags: ImportFlags, io: Io): Promise<ExitCode> {
  const imported = await importResults({
    file: resolve(io.cwd, file),
    systemFile: resolve(io.cwd, flags.system),
    ...(flags.component === undefined ? {} : { component: flags.component }),
    ...(flags.as === undefined ? {} : { format: flags.as }),
    ...(flags.workspace === undefined ? {} : { workspace: resolve(io.cwd, flags.workspace) }),
  });
  if (flags.format === "json")
    io.out(`${JSON.stringify({ schemaVersion: "bartizan.import/v1", imported })}\n`);
  else for (const one of imported) io.out(importText(one));
  return 0;
}

interface ShredFlags {
  readonly by: string;
  readonly reason: string;
  readonly workspace: string;
}

async function shred(folder: string, blob: string, flags: ShredFlags, io: Io): Promise<ExitCode> {
  const workspace = await openWorkspace(resolve(io.cwd, flags.workspace));
  const { by, reason } = flags;
  const dir = resolve(io.cwd, folder);
  const { at } = await shredBlob({
    dir,
    blob,
    by,
    reason,
    key: await workspace.key(),
    clock: workspace.clock,
  });
  io.out(`The key of blob ${visibleText(blob)} was destroyed at ${at}; its content is gone.\n`);
  return 0;
}

async function checkpoint(folder: string, flags: { readonly to?: string }, io: Io): Promise<ExitCode> {
  const { note, size } = await exportCheckpoint(resolve(io.cwd, folder));
  if (flags.to === undefined) {
    io.out(note);
    return 0;
  }
  const file = resolve(io.cwd, flags.to);
  try {
    await appendFile(file, note);
  } catch (cause) {
    throw cliErrors.unwritableOutput(`${file} could not be written.`, { file }, { cause });
  }
  io.err(`Appended the checkpoint of ${size} entries to ${flags.to}\n`);
  return 0;
}
