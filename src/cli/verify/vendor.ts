import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { systemClock, verifyVendor, type VendorReport } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { Io } from "../command.ts";
import { writeWhole } from "../output.ts";
import { formatOption, type AddVerifyCommand } from "./subcommand.ts";

interface Flags {
  readonly component?: string;
  readonly enrol?: string;
  readonly baseline?: string;
  readonly samples?: number;
  readonly document?: string;
  readonly scope?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly workspace?: string;
  readonly format: "text" | "json";
}

const exits: Readonly<Record<VendorReport["verdict"], ExitCode>> = { passed: 0, failed: 1, incomplete: 3 };

/** `bartizan verify vendor`: what a hosted model shows of itself, and whether it changed. */
export const addVendor: AddVerifyCommand = (verify, io, finish) => {
  verify
    .command("vendor")
    .description("what a hosted model shows of itself, and whether it still answers as it did")
    .argument("<system>", "the manifest")
    .option("--component <id>", "only this component")
    .option("--enrol <file>", "take a fingerprint and write it there")
    .option("--baseline <file>", "compare with this fingerprint")
    .option("--samples <n>", "answers to each prompt, 2 to 200 (default: 16)", samplesOf)
    .option("--document <file>", "a document of the vendor; with --scope")
    .option("--scope <text>", "what the document speaks of")
    .option("--valid-from <date>", "first day the document holds", dateOf)
    .option("--valid-until <date>", "last day the document holds", dateOf)
    .option("--workspace <folder>", "where the evidence goes; beside the manifest by default")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nExit codes: 0 nothing found · 1 findings · 3 something could not be looked at, or cannot be told\n\nExamples:\n  bartizan verify vendor system.yaml --component llm --enrol llm.fingerprint.json\n  bartizan verify vendor system.yaml --component llm --baseline llm.fingerprint.json\n",
    )
    .action((file: string, flags: Flags) => finish(run(file, flags, io)));
};

async function run(file: string, flags: Flags, io: Io): Promise<ExitCode> {
  const at = (path: string): string => resolve(io.cwd, path);
  const { component, enrol, baseline, samples, document, scope, validFrom, validUntil, workspace } = flags;
  if ((document === undefined) !== (scope === undefined)) {
    io.err("--document and --scope go together: a document without a scope says nothing.\n");
    return 2;
  }
  const { report, fingerprint } = await verifyVendor({
    systemFile: at(file),
    env: io.env,
    clock: systemClock,
    signal: io.signal,
    enrol: enrol !== undefined,
    ...(component === undefined ? {} : { component }),
    ...(baseline === undefined ? {} : { baseline: at(baseline) }),
    ...(samples === undefined ? {} : { samples }),
    ...(workspace === undefined ? {} : { workspace: at(workspace) }),
    ...(document === undefined || scope === undefined
      ? {}
      : {
          documents: [
            {
              path: at(document),
              scope,
              ...(validFrom === undefined ? {} : { validFrom }),
              ...(validUntil === undefined ? {} : { validUntil }),
            },
          ],
        }),
  });
  if (enrol !== undefined && fingerprint !== undefined) await writeWhole(at(enrol), fingerprint);
  io.out(flags.format === "json" ? `${JSON.stringify(report)}\n` : vendorText(report));
  return exits[report.verdict];
}

function samplesOf(text: string): number {
  const samples = Number(text);
  if (/^\d{1,3}$/.test(text) && samples >= 2 && samples <= 200) return samples;
  throw new InvalidArgumentError("It must be a whole number from 2 to 200.");
}

function dateOf(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError("It must be a date such as 2026-12-31.");
}

function vendorText({ components, evidence }: VendorReport): string {
  const lines = components.flatMap((part) => [
    `${part.component}${part.model === undefined ? "" : ` (${visibleText(part.model)} at ${part.origin ?? ""})`}`,
    ...(part.tls?.kind === "seen" ? [`  ${part.tls.value.protocol}, ${part.tls.value.cipher}`] : []),
    ...(part.drift === undefined ? [] : [`  answers: ${part.drift.verdict}. ${part.drift.sentence}`]),
    ...part.documents.map(
      ({ path, scope, status }) => `  document ${visibleText(path)} (${visibleText(scope)}): ${status}`,
    ),
    ...part.findings.map(
      ({ severity, rule, message }) => `  ${severity === "low" ? "·" : "✗"} ${rule}: ${visibleText(message)}`,
    ),
    ...part.notChecked.map((what) => `  ? not checked: ${visibleText(what)}`),
  ]);
  return `${[...lines, ...(evidence === undefined ? [] : ["", `Evidence: ${visibleText(evidence)}`])].join("\n")}\n`;
}
