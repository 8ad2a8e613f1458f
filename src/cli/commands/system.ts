import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Option, type Command } from "commander";
import { areModels, diffModels, openWorkspace, staleRuns, type StaleRun } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { cliErrors } from "../errors.ts";
import { formatsErrors, visibleText } from "../../formats/index.ts";
import {
  diffSystems,
  loadSystem,
  systemJsonSchema,
  type Change,
  type SystemDiff,
} from "../../system/index.ts";
import { modelDiffText } from "../verify/model-diff-text.ts";
import type { CliCommand, Finish, Io } from "../command.ts";

interface Flags {
  readonly format: "text" | "json";
}
interface DiffFlags extends Flags {
  readonly runs?: boolean;
  readonly workspace: string;
  readonly ranks: boolean;
}

const format = (): Option =>
  new Option("--format <format>", "how to print it").choices(["text", "json"]).default("text");

/** `bartizan system`: check a manifest, compare two, print its schema or digests. */
export const command: CliCommand = {
  name: "system",
  register(program: Command, io: Io, finish: Finish) {
    const system = program
      .command("system")
      .description("check, compare and describe manifests")
      .addHelpText(
        "after",
        "\nExamples:\n  bartizan system validate system.yaml\n  bartizan system diff old.yaml new.yaml --runs\n",
      );
    system
      .command("validate")
      .description("check a manifest and report all its problems")
      .argument("<system>", "the manifest")
      .addOption(format())
      .addHelpText("after", "\nExample:\n  bartizan system validate system.yaml\n")
      .action((file: string, flags: Flags) => finish(validate(file, flags, io)));
    system
      .command("diff")
      .description("what changed between two manifests, or between the tensors of two models")
      .argument("<before>", "the earlier manifest, or model: safetensors, ONNX, or a folder of shards")
      .argument("<after>", "the later one")
      .addOption(format())
      .option("--runs", "also say which recorded runs no longer speak for the later one")
      .option("--workspace <folder>", "where .bartizan lies, for --runs", ".")
      .option("--no-ranks", "of models: do not look for the apparent rank of changes")
      .addHelpText(
        "after",
        "\nExamples:\n  bartizan system diff old.yaml system.yaml --runs\n  bartizan system diff base.safetensors tuned.safetensors\n",
      )
      .action((before: string, after: string, flags: DiffFlags) => finish(diff(before, after, flags, io)));
    system
      .command("schema")
      .description("print the JSON Schema of manifests, for editors")
      .addHelpText("after", "\nExample:\n  bartizan system schema > system.schema.json\n")
      .action(() => finish(schema(io)));
    system
      .command("digest")
      .description("print the digests of a system and of its components")
      .argument("<system>", "the manifest")
      .addOption(format())
      .addHelpText("after", "\nExample:\n  bartizan system digest system.yaml\n")
      .action((file: string, flags: Flags) => finish(digest(file, flags, io)));
  },
};

async function validate(file: string, flags: Flags, io: Io): Promise<ExitCode> {
  const { manifest, digest: hash } = await loadSystem(resolve(io.cwd, file));
  const counts = {
    components: manifest.components.length,
    flows: manifest.flows.length,
    targets: manifest.targets.length,
  };
  const { id } = manifest.system;
  if (flags.format === "json")
    io.out(
      `${JSON.stringify({ schemaVersion: "bartizan.system-validation/v1", valid: true, id, digest: hash, ...counts })}\n`,
    );
  else
    io.out(
      `${id} is sound: ${counts.components} components, ${counts.flows} flows, ${counts.targets} targets (digest ${hash.slice(0, 12)})\n`,
    );
  return 0;
}

async function schema(io: Io): Promise<ExitCode> {
  io.out(`${JSON.stringify(systemJsonSchema(), null, 2)}\n`);
  return 0;
}

async function digest(file: string, flags: Flags, io: Io): Promise<ExitCode> {
  const { digest: whole, subject, manifest } = await loadSystem(resolve(io.cwd, file));
  const { id } = manifest.system;
  if (flags.format === "json") {
    io.out(`${JSON.stringify({ schemaVersion: "bartizan.system-digest/v1", id, digest: whole, subject })}\n`);
    return 0;
  }
  io.out(`${whole}  ${id} (the whole file)\n${subject.system}  ${id} (what evidence is about)\n`);
  for (const [component, hash] of Object.entries(subject.components)) io.out(`${hash}  ${component}\n`);
  return 0;
}

async function diff(before: string, after: string, flags: DiffFlags, io: Io): Promise<ExitCode> {
  const [a, b] = [resolve(io.cwd, before), resolve(io.cwd, after)];
  if (await areModels(a, b)) {
    const found = await diffModels(a, b, {
      ranks: flags.ranks,
      signal: io.signal,
      onTensor: io.errIsTerminal
        ? (name) => io.err(`\r\x1b[K${visibleText(name).slice(0, 70)}`)
        : () => undefined,
    });
    if (io.errIsTerminal) io.err("\r\x1b[K");
    io.out(flags.format === "json" ? `${JSON.stringify(found)}\n` : modelDiffText(found));
    return found.notCompared.length > 0 ? 3 : 0;
  }
  await refuseMixed(a, b);
  const [old, now] = [await loadSystem(resolve(io.cwd, before)), await loadSystem(resolve(io.cwd, after))];
  const found = diffSystems(old, now);
  const runs =
    flags.runs === true
      ? await staleRuns(await openWorkspace(resolve(io.cwd, flags.workspace)), now)
      : undefined;
  if (flags.format === "json")
    io.out(`${JSON.stringify({ ...found, ...(runs === undefined ? {} : { runs }) })}\n`);
  else io.out(diffText(found, runs));
  return 0;
}

/** One of two that are compared is a model, and the other is not: neither is a manifest with a fault. */
async function refuseMixed(...[a, b]: readonly [string, string]): Promise<void> {
  for (const file of [a, b])
    if (!existsSync(file)) throw formatsErrors.notFound(`${file} does not exist.`, { file });
  for (const [model, other] of [
    [a, b],
    [b, a],
  ] as const)
    if (await areModels(model, model))
      throw cliErrors.badFlag(
        `${model} is a model, and ${other} is none: two models are compared (safetensors, ONNX, folders of shards), or two manifests.`,
        { file: other },
      );
}

function diffText(found: SystemDiff, runs: readonly StaleRun[] | undefined): string {
  if (found.same && runs === undefined) return "Nothing differs.\n";
  const lines = found.changes.map(changeLine);
  if (found.same) lines.push("Nothing differs.");
  if (found.components.length > 0) {
    lines.push("", "Evidence that depends on these components is stale:");
    for (const { id, how, because } of found.components)
      lines.push(`  ${id}: ${how}${because.length > 0 ? ` (${because.join(", ")})` : ""}`);
  } else if (found.wholeSystemStale) lines.push("", "Evidence about the system as a whole is stale.");
  else if (!found.same) lines.push("", "No evidence goes stale: what was tested is unchanged.");
  if (runs !== undefined) {
    lines.push("", runs.length === 0 ? "No runs are recorded here." : "Runs:");
    for (const { run, stale, components } of runs)
      lines.push(
        `  ${run}  ${stale ? `stale: ${components.join(", ") || "the system as a whole"}` : "still speaks for it"}`,
      );
  }
  return `${lines.join("\n")}\n`;
}

function changeLine({ field, before, after }: Change): string {
  const shown = (value: unknown): string => {
    const text = visibleText(JSON.stringify(value));
    return text.length > 100 ? `${text.slice(0, 100)}…` : text;
  };
  if (before === undefined) return `+ ${field}: ${shown(after)}`;
  if (after === undefined) return `- ${field}: ${shown(before)}`;
  return `~ ${field}: ${shown(before)} → ${shown(after)}`;
}
