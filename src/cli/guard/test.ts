import { resolve } from "node:path";
import { Option } from "commander";
import { examinePolicy, type ExaminedPolicy } from "../../app/index.ts";
import type { ExitCode } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import { painter } from "../../report/index.ts";
import type { Io } from "../command.ts";
import { writeWhole } from "../output.ts";
import { policyTestsJunit } from "./policy-tests-junit.ts";
import { policyWords, type AddGuardCommand } from "./subcommand.ts";

interface TestFlags {
  readonly format: "text" | "json" | "junit";
  readonly output?: string;
  readonly failed?: boolean;
}

/** `bartizan guard test`: the tests that stand in a policy, one by one. For editors and CI. */
export const addTest: AddGuardCommand = (guard, io, finish) => {
  guard
    .command("test")
    .description("run the tests that stand in a policy, and show each")
    .argument("<policy>", policyWords)
    .addOption(new Option("--format <format>").choices(["text", "json", "junit"]).default("text"))
    .option("--output <file>", "write there instead of to standard output")
    .option("--failed", "show only tests that fail")
    .addHelpText(
      "after",
      "\nEnds with 0 when every test passes, 1 when one fails, 3 when the policy has none.\n\nExamples:\n  bartizan guard test policy.yaml\n  bartizan guard test policy.yaml --format junit --output policy-tests.xml\n",
    )
    .action((policy: string, flags: TestFlags) => finish(test(policy, flags, io)));
};

async function test(policy: string, flags: TestFlags, io: Io): Promise<ExitCode> {
  const examined = await examinePolicy({ policy, cwd: io.cwd });
  const text = {
    text: () => testsText(examined, flags.failed === true, io),
    json: () => `${JSON.stringify(testsDocument(examined), undefined, 2)}\n`,
    junit: () => policyTestsJunit(examined),
  }[flags.format]();
  if (flags.output === undefined) io.out(text);
  else await writeWhole(resolve(io.cwd, flags.output), text);
  const { passed, failed } = examined.tests;
  if (failed > 0) return 1;
  return passed === 0 ? 3 : 0;
}

const testsDocument = ({ policy, tests }: ExaminedPolicy) => ({
  schemaVersion: "bartizan.policy-tests/v1",
  policy: policy.stamp,
  ...tests,
});

function testsText({ policy, tests }: ExaminedPolicy, onlyFailed: boolean, io: Io): string {
  const paint = painter(io.colour);
  const lines = tests.results
    .filter(({ passed }) => !onlyFailed || !passed)
    .flatMap(({ name, passed, action, rules, wrong, place }) => {
      const by = rules.length === 0 ? "" : ` by ${rules.join(", ")}`;
      const head = `${passed ? paint("good", "✓") : paint("bad", "✗")} ${visibleText(name)}  ${paint("faint", `${action}${by}`)}`;
      const where = place.line === undefined ? "" : `${place.file ?? ""}:${place.line} `;
      return [head, ...wrong.map((sentence) => `    ${where}${visibleText(sentence)}`)];
    });
  const { id, version, digest } = policy.stamp;
  const total =
    tests.results.length === 0
      ? "The policy has no tests: nothing is proven."
      : `${tests.passed} of ${tests.results.length} tests pass.`;
  return `${[...lines, total, paint("faint", `Policy ${id} ${version} (${digest.slice(0, 12)}).`)].join("\n")}\n`;
}
