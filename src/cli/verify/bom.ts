import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import {
  billOfMaterials,
  bomCheck,
  compareWithBom,
  cycloneVersions,
  draftFromBom,
  systemClock,
  type BomComparison,
} from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { Io } from "../command.ts";
import { cliErrors } from "../errors.ts";
import { writeWhole } from "../output.ts";
import { noted, withNoteOptions, type NoteFlags } from "./noted.ts";
import { gathered, type AddVerifyCommand } from "./subcommand.ts";

interface Flags extends NoteFlags {
  readonly as: "cyclonedx" | "spdx";
  readonly spec: (typeof cycloneVersions)[number];
  readonly scan?: string;
  readonly modelVersion?: string;
  readonly supplier?: string;
  readonly url?: string;
  readonly import?: string;
  readonly draftManifest?: string;
  readonly baseLicence?: readonly string[];
  readonly format: "text" | "json";
  readonly output?: string;
}

/** `bartizan verify bom`: what a model is made of, and whether a bill of others is right. */
export const addBom: AddVerifyCommand = (verify, io, finish) => {
  withNoteOptions(
    verify
      .command("bom")
      .description("write a model's bill of materials, or compare one with the files")
      .argument("<path>", "a model: a file or a folder")
      .addOption(
        new Option("--as <kind>", "what to write").choices(["cyclonedx", "spdx"]).default("cyclonedx"),
      )
      .addOption(new Option("--spec <version>", "of CycloneDX").choices(cycloneVersions).default("1.6"))
      .option("--scan <file>", "a report of `bartizan scan --format json` to refer to")
      .option("--model-version <text>", "its version, where nothing else says it")
      .option("--supplier <name>", "who supplies it")
      .option("--url <url>", "where it was downloaded from")
      .option(
        "--base-licence <name=licence>",
        "of a base model that the card names; may be repeated",
        gatheredLicence,
      )
      .option("--import <file>", "compare this CycloneDX or SPDX 3 document with the files instead")
      .option(
        "--draft-manifest <file>",
        "with --import: write a first manifest there, with what the bill lists",
      )
      .addOption(new Option("--format <format>", "of a comparison").choices(["text", "json"]).default("text"))
      .option("--output <file>", "write there instead of to standard output"),
  )
    .addHelpText(
      "after",
      "\nExamples:\n  bartizan verify bom ./model --output model.cdx.json\n  bartizan verify bom ./model --import vendor.cdx.json\n  bartizan verify bom ./model --import vendor.cdx.json --draft-manifest system.yaml\n",
    )
    .action((path: string, flags: Flags) => finish(run(path, flags, io)));
};

async function run(path: string, flags: Flags, io: Io): Promise<ExitCode> {
  const at = (file: string): string => resolve(io.cwd, file);
  const now = new Date(systemClock.now());
  const print = async (text: string): Promise<void> => {
    if (flags.output === undefined) io.out(text);
    else await writeWhole(at(flags.output), text);
  };
  const { draftManifest } = flags;
  if (draftManifest !== undefined && flags.import === undefined)
    throw cliErrors.badFlag("`--draft-manifest` takes what it writes from a bill: name it with `--import`.");
  if (draftManifest !== undefined && existsSync(at(draftManifest)))
    throw cliErrors.badFlag(`${visibleText(draftManifest)} exists; a draft is written over nothing.`);
  if (flags.import !== undefined) {
    const bill = at(flags.import);
    const { comparison: found, digests } = await compareWithBom(at(path), bill, now);
    await print(
      flags.format === "json"
        ? `${JSON.stringify({ schemaVersion: "bartizan.bom-comparison/v1", ...found })}\n`
        : comparisonText(found),
    );
    await noted(() => bomCheck(found, { path: at(path), document: bill, digests }), flags, io);
    if (draftManifest !== undefined) {
      await writeWhole(
        at(draftManifest),
        await draftFromBom(at(path), at(flags.import), at(draftManifest), now),
      );
      io.err(`Wrote ${draftManifest}; check every line marked CHECK.\n`);
    }
    if (found.differing.length > 0 || found.absent.length > 0) return 1;
    return found.unlisted.length > 0 || found.matching.length === 0 ? 3 : 0;
  }
  const { modelVersion: version, supplier, url, scan } = flags;
  const { document, notes } = await billOfMaterials(
    {
      path: at(path),
      format: flags.as,
      specVersion: flags.spec,
      signal: io.signal,
      baseLicences: licencesByName(flags.baseLicence ?? []),
      said: {
        ...(version === undefined ? {} : { version }),
        ...(supplier === undefined ? {} : { supplier }),
        ...(url === undefined ? {} : { url }),
      },
      ...(scan === undefined ? {} : { scan: at(scan) }),
    },
    now,
  );
  await print(`${JSON.stringify(document, null, 2)}\n`);
  for (const { severity, message } of notes) io.err(`licence (${severity}): ${visibleText(message)}\n`);
  return 0;
}

/** Of a base model: `org/base=llama3.1`. Checked as it is read, so that a slip of the pen is said. */
function gatheredLicence(text: string, before: readonly string[] | undefined): readonly string[] {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1)
    throw new InvalidArgumentError("It must be NAME=LICENCE, such as org/base=llama3.1.");
  return gathered(text, before);
}

function licencesByName(given: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const text of given) {
    const at = text.indexOf("=");
    const name = text.slice(0, at);
    found.set(name, [...(found.get(name) ?? []), text.slice(at + 1)]);
  }
  return found;
}

function comparisonText({ matching, differing, unlisted, absent, withoutDigest }: BomComparison): string {
  const lines = [
    `${matching.length} of ${matching.length + differing.length + unlisted.length} files have a digest that the bill lists.`,
    ...differing.map(({ path }) => `  ✗ ${visibleText(path)}: another digest than listed`),
    ...absent.map((name) => `  ✗ ${visibleText(name)}: listed, and not there`),
    ...unlisted.map((path) => `  ? ${visibleText(path)}: not listed`),
  ];
  if (withoutDigest > 0)
    lines.push(`${withoutDigest} listed parts have no digest: nothing can be said of them.`);
  return `${lines.join("\n")}\n`;
}
