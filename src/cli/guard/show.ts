import { describePolicy, examinePolicy, systemClock, type PolicyDescription } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import { painter, type Paint } from "../../report/index.ts";
import type { Io } from "../command.ts";
import { formatOption, policyWords, type AddGuardCommand } from "./subcommand.ts";

interface ShowFlags {
  readonly format: string;
  readonly requireSignature?: string;
}

/** `bartizan guard show`: what a policy amounts to once all it inherits is merged in. */
export const addShow: AddGuardCommand = (guard, io, finish) => {
  guard
    .command("show")
    .description("what a policy amounts to: rules after inheritance, attachments, exceptions, guards covered")
    .argument("<policy>", policyWords)
    .option("--require-signature <key>", "public key (PEM) that must have signed the policy")
    .addOption(formatOption())
    .addHelpText(
      "after",
      "\nEnds with 1 when tests of the policy fail.\n\nExample:\n  bartizan guard show bartizan:baseline\n",
    )
    .action((policy: string, flags: ShowFlags) => finish(show(policy, flags, io)));
};

async function show(policy: string, { format, requireSignature }: ShowFlags, io: Io): Promise<ExitCode> {
  const examined = await examinePolicy({
    policy,
    cwd: io.cwd,
    ...(requireSignature === undefined ? {} : { requireSignature }),
  });
  const description = describePolicy(examined, systemClock.now());
  io.out(
    format === "json"
      ? `${JSON.stringify(description, undefined, 2)}\n`
      : `${descriptionLines(description, painter(io.colour)).join("\n")}\n`,
  );
  return description.tests.failed > 0 ? 1 : 0;
}

function descriptionLines(description: PolicyDescription, paint: Paint): string[] {
  const { policy, files, tests } = description;
  const width = Math.max(4, ...description.rules.map(({ id }) => id.length));
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ["", paint("strong", title), ...lines.map((line) => `  ${line}`)];
  return [
    `${paint("strong", `${policy.id} ${policy.version}`)}  ${paint("faint", policy.digest.slice(0, 12))}`,
    visibleText(description.description),
    `Owner: ${visibleText(description.owner)}. Files: ${files.map(visibleText).join(", ")}.`,
    ...section(
      "Detectors",
      description.detectors.map(
        ({ id, kind, onError }) =>
          `${id}${kind === id ? "" : ` (${kind})`}${onError === "open" ? paint("open", "  lets pass when it fails") : ""}`,
      ),
    ),
    ...section(
      "Rules",
      description.rules.map((rule) => ruleLine(rule, width, paint)),
    ),
    ...section(
      "Attachments",
      description.attachments.map(
        ({ id, rules = [], ruleSets = [], to }) =>
          `${id}: ${[...rules, ...ruleSets].join(", ")} → ${visibleText(JSON.stringify(to))}`,
      ),
    ),
    ...section(
      "Exceptions",
      description.exceptions.map(
        ({ id, rule, approver, until, expired, daysLeft }) =>
          `${id}: ${rule}, by ${visibleText(approver)}, until ${until}  ${expired ? paint("bad", "has ended: take it out") : `${daysLeft} days left`}`,
      ),
    ),
    ...section(
      "Budgets",
      description.budgets.map(({ id, per }) => `${id}, per ${per}`),
    ),
    ...section(
      "Guards of the threat model",
      description.guards.map(
        ({ guard, state, sentence, limitedTo }) =>
          `${paint(state === "passing" ? "good" : state === "failing" ? "bad" : "open", state.padEnd(7))} ${guard}: ${visibleText(sentence)}${limitedTo.length === 0 ? "" : " For some subjects only."}`,
      ),
    ),
    "",
    tests.failed === 0
      ? `${tests.passed} tests pass.`
      : paint("bad", `${tests.failed} of ${tests.passed + tests.failed} tests fail: \`bartizan guard test\``),
  ];
}

function ruleLine(rule: PolicyDescription["rules"][number], width: number, paint: Paint): string {
  const { id, action, mode, severity, stages, clause, attachments } = rule;
  const about = [
    severity,
    ...(stages.length === 0 ? [] : [stages.join(", ")]),
    ...(clause === undefined ? [] : [`clause ${clause}`]),
    ...(attachments.length === 0 ? [] : [`where ${attachments.join(", ")}`]),
  ].join("; ");
  return `${id.padEnd(width)}  ${action}${mode === "enforce" ? "" : paint("open", ` [${mode}]`)}  ${paint("faint", about)}`;
}
