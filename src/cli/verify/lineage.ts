import { resolve } from "node:path";
import { Option } from "commander";
import {
  checkTrainingStatement,
  systemClock,
  systemLineage,
  trainingCheck,
  writeTrainingStatement,
  type LineageReport,
  type StatementCheck,
} from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { Io } from "../command.ts";
import { writeWhole } from "../output.ts";
import { noted, withNoteOptions, type NoteFlags } from "./noted.ts";
import { promotion } from "./promotion.ts";
import { formatOption, gathered, type AddVerifyCommand } from "./subcommand.ts";

interface Flags {
  readonly format: "text" | "json";
}
interface StatementFlags extends Flags, NoteFlags {
  readonly check?: string;
  readonly artifact?: string;
  readonly builder?: string;
  readonly key?: string;
  readonly output?: string;
  readonly require?: "clean" | "no-unsafe";
  readonly subject?: string;
  readonly maxAge?: string;
  readonly roots?: readonly string[];
  readonly identity?: string;
  readonly issuer?: string;
}

/** `bartizan verify lineage`, `bartizan verify statement`: what a model was made from. */
export const addLineage: AddVerifyCommand = (verify, io, finish) => {
  verify
    .command("lineage")
    .description("where the models of a system come from, each part checked by digest")
    .argument("<system>", "the manifest")
    .addOption(formatOption())
    .addHelpText("after", "\nExample:\n  bartizan verify lineage system.yaml\n")
    .action((file: string, flags: Flags) => finish(lineage(file, flags, io)));
  withNoteOptions(
    verify
      .command("statement")
      .description(
        "write how a model was made (in-toto, SLSA provenance 1.0), or check such a statement, or that of a scan",
      )
      .argument("<path>", "the manifest; with --check the model; with --require the statement of a scan")
      .option("--artifact <id>", "the artifact of the manifest that was trained")
      .option("--builder <uri>", "who or what trained it")
      .option("--key <file>", "private key (PEM) to sign with; with --check and --require the public key")
      .option("--check <file>", "a statement, signed or not, to compare with the model")
      .addOption(
        new Option("--require <verdict>", "check the statement of a scan: may this be promoted?").choices([
          "clean",
          "no-unsafe",
        ]),
      )
      .option("--subject <path>", "with --require: what is to be promoted, compared file by file")
      .option("--max-age <time>", "with --require: how old the scan may be, such as 12h or 7d")
      .option("--roots <file>", "with --require: root certificate (PEM) you trust; may be repeated", gathered)
      .option("--identity <name>", "with --require: who must have signed it with Sigstore")
      .option("--issuer <url>", "with --require: who must have proven that identity")
      .option("--output <file>", "write there instead of to standard output"),
  )
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nExamples:\n  bartizan verify statement system.yaml --artifact tuned --builder https://ci.example.com --key signer.pem\n  bartizan verify statement ./tuned --check tuned.slsa.json --key signer.pub.pem\n  bartizan verify statement model.scan.json --require clean --subject ./model --key signer.pub.pem --max-age 7d\n",
    )
    .action((path: string, flags: StatementFlags) => finish(statement(path, flags, io)));
};

async function lineage(file: string, flags: Flags, io: Io): Promise<ExitCode> {
  const found = await systemLineage(resolve(io.cwd, file), new Date(systemClock.now()), io.signal);
  io.out(flags.format === "json" ? `${JSON.stringify(found)}\n` : lineageText(found));
  const wrong = found.nodes.some(({ status, signature }) => status === "differs" || signature === "failed");
  if (found.circles.length > 0 || wrong) return 1;
  const whole = found.nodes.every(
    ({ status, signature }) => status === "matches" && (signature === undefined || signature === "verified"),
  );
  // What a licence asks is for people to read: it leaves something open, it does not differ.
  const contradicted = found.licences.some(({ severity }) => severity === "high");
  return whole && !contradicted ? 0 : 3;
}

const marks = { matches: "✓", differs: "✗", "not-pinned": "?", absent: "?", "not-checked": "?" } as const;
const words = {
  matches: "its digest is the one in the manifest",
  differs: "its digest is NOT the one in the manifest",
  "not-pinned": "the manifest names no digest",
  absent: "not on this machine",
  "not-checked": "not checked",
} as const;

function lineageText({ nodes, edges, circles, licences }: LineageReport): string {
  const lines = nodes.flatMap(({ id, status, path, signature }) => [
    `${marks[status]} ${id} (${visibleText(path)}): ${words[status]}`,
    ...(signature === undefined
      ? []
      : [`    ${signature === "verified" ? "✓" : "✗"} signature: ${signature}`]),
    ...edges.filter(({ from }) => from === id).map(({ to, what }) => `    ${what} ${to}`),
  ]);
  for (const circle of circles) lines.push(`✗ made from itself: ${circle.join(" → ")}`);
  for (const { id, severity, message } of licences)
    lines.push(`${severity === "high" ? "✗" : "?"} licence of ${id} (${severity}): ${visibleText(message)}`);
  return lines.length === 0 ? "The manifest describes no artifacts.\n" : `${lines.join("\n")}\n`;
}

async function statement(path: string, flags: StatementFlags, io: Io): Promise<ExitCode> {
  if (flags.require !== undefined) return promotion(path, { ...flags, require: flags.require }, io);
  const at = (file: string): string => resolve(io.cwd, file);
  const now = new Date(systemClock.now());
  const { artifact, builder, key, check, output } = flags;
  const keyed = key === undefined ? {} : { key: at(key) };
  const print = (text: string): Promise<void> | void =>
    output === undefined ? io.out(text) : writeWhole(at(output), text);
  if (check !== undefined) {
    const { check: found, model } = await checkTrainingStatement(at(path), at(check), keyed, now);
    await print(flags.format === "json" ? `${JSON.stringify(found)}\n` : checkText(found));
    await noted(() => trainingCheck(found, { path: at(path), document: at(check), model }), flags, io);
    if (found.differing.length > 0 || found.problem !== undefined) return 1;
    return found.signer === undefined || found.unpinned.length > 0 ? 3 : 0;
  }
  if (artifact === undefined || builder === undefined) {
    io.err("A statement needs --artifact and --builder; --check compares one with a model.\n");
    return 2;
  }
  await print(await writeTrainingStatement({ system: at(path), artifact, builder, ...keyed }, now));
  return 0;
}

function checkText({ matching, differing, unpinned, signer, problem, run }: StatementCheck): string {
  return [
    `Made by ${visibleText(run.builder)}, as the statement says.`,
    ...matching.map((name) => `  ✓ ${visibleText(name)} is this model`),
    ...differing.map((name) => `  ✗ ${visibleText(name)} is not this model`),
    ...unpinned.map((name) => `  ? ${visibleText(name)}: used, and pinned by no digest`),
    problem === undefined ? "" : `  ✗ ${problem}`,
    signer === undefined ? "The statement's signer was not checked." : `Signed: ${signer}`,
  ]
    .filter((line) => line !== "")
    .join("\n")
    .concat("\n");
}
